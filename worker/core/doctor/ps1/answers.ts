/** How does doctor.ps1 read an answer? Pure: fixed text of a PowerShell program. */

/** A part of the program in `./program.ts`. */
export const ANSWERS = String.raw`
# --- what an answer is ----------------------------------------------------------------------------

function Get-Text([byte[]]$Bytes) { return [Text.Encoding]::GetEncoding(28591).GetString($Bytes) }

# Which protocol the answer belongs to: the same table as Portolan's own probe.
function Get-Signature([byte[]]$Bytes) {
  $text = Get-Text $Bytes
  if ($text -cmatch '\ASSH-[0-9]') { return 'ssh' }
  if ($text -cmatch '\A220[ -]') { return 'smtp-or-ftp' }
  if ($text -cmatch '\AHTTP/[0-9]') { return 'http' }
  if ($Bytes.Length -ge 2) {
    if (($Bytes[0] -eq 0x15 -or $Bytes[0] -eq 0x16) -and $Bytes[1] -eq 3) { return 'tls' }
    if ($Bytes[0] -eq 5) { return 'socks5' }
    if ($Bytes[0] -eq 0 -and $Bytes[1] -ge 0x5a -and $Bytes[1] -le 0x5d) { return 'socks4' }
  }
  return 'none'
}

function Get-Head([byte[]]$Bytes) { return @((Get-Text $Bytes) -split '\r?\n\r?\n', 2)[0] }

function Get-Status([byte[]]$Bytes) {
  if ((Get-Head $Bytes) -cmatch '\AHTTP/[0-9.]{1,3} ([1-5][0-9]{2})(?![0-9])') { return [int]$Matches[1] }
  return 0
}

function Get-Schemes([byte[]]$Bytes) {
  $found = [regex]::Matches((Get-Head $Bytes), '(?im)^proxy-authenticate:[ \t]*([a-z][a-z0-9-]{0,31})')
  return @($found | ForEach-Object { $_.Groups[1].Value.ToLowerInvariant() } | Select-Object -Unique -First 6)
}

function Test-Marked([byte[]]$Bytes) {
  return (Get-Head $Bytes) -match '(?im)^(x-squid-error|proxy-agent|proxy-connection|proxy-authenticate):|^server:[ \t]*(squid|tinyproxy|privoxy|polipo|3proxy|mitmproxy|blue ?coat|zscaler|ccproxy|proxy)'
}

function Test-WantsTls([byte[]]$Bytes) {
  return (Get-Text $Bytes) -match 'plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server'
}

function New-Listener([string]$Speaks, $Authentication, $Exposure) {
  return @{ Speaks = $Speaks; Authentication = $Authentication; Exposure = $Exposure; Aside = $null }
}

# What a proxy's answer says by itself, or nothing.
function Get-PlainWords([string]$Label, [byte[]]$Bytes) {
  $status = Get-Status $Bytes
  if ($status -eq 407) { return New-Listener $Label @(Get-Schemes $Bytes) 'auth-required' }
  if (-not (Test-Marked $Bytes)) { return $null }
  if ($status -eq 403) { return New-Listener $Label $null 'acl-denied' }
  if ($status -ge 500 -and $status -ne 501) { return New-Listener $Label @() 'no-auth' }
  return $null
}
`;

/** What does doctor.ps1 ask a listener, and what do the answers mean? Pure: fixed text of a PowerShell program. */

/** A part of the program in `./program.ts`. */
export const QUESTIONS = `
# --- the questions: each gives a listener, the name of another question, or nothing -----------------

function Resolve-Other([string]$Signature, [string]$Asked) {
  if ($Signature -eq 'ssh' -or $Signature -eq 'smtp-or-ftp') { return New-Listener $Signature $null $null }
  if ($Signature -eq 'none' -or $Signature -eq $Asked) { return $null }
  return $Signature
}

function Test-Http($Proxy, [bool]$Tls = $false) {
  $label = if ($Tls) { 'https-proxy' } else { 'http-proxy' }
  $server = if ($Tls) { 'tls-server' } else { 'http-server' }
  $tunnel = 0
  $answer = Send-Words $Proxy $Say.CONNECT $Tls
  if ($answer.Failed) {
    $listener = New-Listener 'tls-server' $null $null
    $listener.Aside = 'certificate'
    return $listener
  }
  $signature = Get-Signature $answer.Bytes
  if ($signature -eq 'http') {
    if ((Get-Text $answer.Bytes) -match 'Tor is not an HTTP Proxy') { return 'socks5' }
    if ((Test-WantsTls $answer.Bytes) -and -not $Tls) { return 'tls' }
    $words = Get-PlainWords $label $answer.Bytes
    if ($words) { return $words }
    $tunnel = Get-Status $answer.Bytes
  } else {
    if ($signature -ne 'none') { return Resolve-Other $signature 'http' }
    if (-not $answer.Ended) { return $null }
  }
  $absolute = Send-Words $Proxy $Say.ABSOLUTE $Tls
  if ((Get-Signature $absolute.Bytes) -ne 'http') {
    if ($tunnel -eq 0) { return $null }
    if ($tunnel -eq 403) { return New-Listener $label $null 'acl-denied' }
    if (($tunnel -ge 200 -and $tunnel -lt 300) -or (500, 502, 503, 504) -contains $tunnel) { return New-Listener $label @() 'no-auth' }
    return New-Listener $server $null $null
  }
  if ((Test-WantsTls $absolute.Bytes) -and -not $Tls) { return 'tls' }
  $words = Get-PlainWords $label $absolute.Bytes
  if ($words) { return $words }
  $status = Get-Status $absolute.Bytes
  $origin = Get-Status (Send-Words $Proxy $Say.ORIGIN $Tls).Bytes
  $isGranted = $tunnel -ge 200 -and $tunnel -lt 300
  if (($status -lt 400 -or $status -eq 401) -and -not ($isGranted -and $origin -ne $status)) { return New-Listener $server $null $null }
  if ($origin -eq $status -and -not (Test-Marked $absolute.Bytes)) { return New-Listener $server $null $null }
  if ($status -eq 403) { return New-Listener $label $null 'acl-denied' }
  return New-Listener $label @() 'no-auth'
}

function Get-Socks5Method([byte[]]$Bytes) {
  if ($Bytes.Length -lt 2 -or $Bytes[0] -ne 5) { return -1 }
  return [int]$Bytes[1]
}

function Test-Socks5($Proxy) {
  $answer = Send-Words $Proxy $Say.SOCKS5
  $method = Get-Socks5Method $answer.Bytes
  if ($method -lt 0) { return Resolve-Other (Get-Signature $answer.Bytes) 'socks5' }
  if ($method -eq 255) { $method = Get-Socks5Method (Send-Words $Proxy $Say.SOCKS5_ALL).Bytes }
  switch ($method) {
    0 { return New-Listener 'socks5' @() 'no-auth' }
    1 { return New-Listener 'socks5' @('gssapi') 'auth-required' }
    2 { return New-Listener 'socks5' @('username') 'auth-required' }
    128 { return New-Listener 'socks5' @('private') 'auth-required' }
    default { return New-Listener 'socks5' $null 'acl-denied' }
  }
}

function Test-Socks4($Proxy) {
  $answer = Send-Words $Proxy $Say.SOCKS4
  $signature = Get-Signature $answer.Bytes
  if ($signature -ne 'socks4') { return Resolve-Other $signature 'socks4' }
  switch ($answer.Bytes[1]) {
    0x5a { return New-Listener 'socks4' @() 'no-auth' }
    0x5b { return New-Listener 'socks4' $null $null }
    default { return New-Listener 'socks4' @('ident') 'auth-required' }
  }
}

function Test-Tls($Proxy) {
  $signature = Get-Signature (Send-Words $Proxy $Say.HELLO).Bytes
  if ($signature -ne 'tls') { return Resolve-Other $signature 'tls' }
  $inside = Test-Http $Proxy $true
  if ($inside -is [hashtable]) { return $inside }
  return New-Listener 'tls-server' $null $null
}

function Invoke-Question([string]$Question, $Proxy) {
  switch ($Question) {
    'http' { return Test-Http $Proxy }
    'tls' { return Test-Tls $Proxy }
    'socks5' { return Test-Socks5 $Proxy }
    default { return Test-Socks4 $Proxy }
  }
}

$order = @{
  http = @('http', 'socks5', 'tls', 'socks4')
  https = @('tls', 'http', 'socks5', 'socks4')
  socks5 = @('socks5', 'http', 'tls', 'socks4')
  socks4 = @('socks4', 'socks5', 'http', 'tls')
}

# What listens there?
function Get-Listener($Proxy) {
  $left = New-Object Collections.ArrayList
  $left.AddRange($order[$Proxy.Scheme])
  while ($left.Count -gt 0) {
    $question = $left[0]
    $left.RemoveAt(0)
    $conclusion = Invoke-Question $question $Proxy
    if ($conclusion -is [hashtable]) { return $conclusion }
    if ($conclusion -is [string] -and $left.Contains($conclusion)) {
      $left.Remove($conclusion)
      $left.Insert(0, $conclusion)
    }
  }
  return New-Listener 'silent' $null $null
}
`;

/** Is what doctor.ps1 saw what the profile and its policy say? Pure: fixed text of a PowerShell program. */

/** A part of the program in `./program.ts`. */
export const JUDGEMENT = `
# --- judgement ------------------------------------------------------------------------------------

$schemeOf = @{ 'http-proxy' = 'http'; 'https-proxy' = 'https'; 'socks5' = 'socks5'; 'socks4' = 'socks4' }
$listenerOf = @{ http = 'HTTP'; https = 'TLS'; socks5 = 'SOCKS5'; socks4 = 'SOCKS4' }

function New-Verdict([string]$Verdict, $Finding, [string]$Advice) {
  return @{ Verdict = $Verdict; Finding = $Finding; Advice = $Advice }
}

function Get-Declarable($Schemes) {
  foreach ($scheme in @('negotiate', 'gssapi', 'ntlm', 'digest', 'basic', 'username')) {
    if ($Schemes -contains $scheme) {
      if ($scheme -eq 'gssapi') { return 'negotiate' }
      return $scheme
    }
  }
  return ($Schemes -join ', ')
}

function Get-AuthenticationVerdict($Proxy, $Listener) {
  $asked = $Listener.Authentication
  $declared = $Proxy.Auth
  if ($Listener.Exposure -eq 'acl-denied') {
    return New-Verdict 'unknown' 'probe.acl-denied' 'it refused the request by a rule: if pages do not come through it either, it refuses this client'
  }
  if ($null -eq $asked -or $declared -eq 'certificate') { return New-Verdict 'ok' $null '' }
  if ($asked.Count -eq 0) {
    if (-not $declared -or $declared -eq 'none') { return New-Verdict 'ok' $null '' }
    return New-Verdict 'problem' 'probe.authentication' "the profile says $declared, and the proxy asks for nothing from here: make it ask, or use auth: none"
  }
  $best = Get-Declarable $asked
  $list = $asked -join ', '
  if (-not $declared) {
    return New-Verdict 'ok' 'probe.authentication-undeclared' "it asks for $list, and the profile does not say so: use auth: $best"
  }
  $isOffered = $asked -contains $declared -or ($declared -eq 'negotiate' -and $asked -contains 'gssapi')
  if ($isOffered) { return New-Verdict 'ok' $null '' }
  return New-Verdict 'problem' 'probe.authentication' "it asks for $list; the profile says $($declared): use auth: $best"
}

function Get-ListenerVerdict($Proxy, $Listener) {
  $spoken = $schemeOf[$Listener.Speaks]
  if ($spoken -eq $Proxy.Scheme) { return Get-AuthenticationVerdict $Proxy $Listener }
  if ($spoken) {
    return New-Verdict 'problem' 'probe.scheme' "$($Proxy.Port) speaks $spoken; the profile says $($Proxy.Scheme): use scheme: $spoken, or the port of the $($listenerOf[$Proxy.Scheme]) listener"
  }
  if ($Listener.Speaks -eq 'silent') { return New-Verdict 'unknown' 'probe.silent' "it accepts connections and says nothing that is known: look into the proxy's log" }
  if ($Proxy.Scheme -eq 'https' -and $Listener.Aside -eq 'certificate') {
    return New-Verdict 'problem' 'probe.certificate' "TLS is spoken, and this machine does not trust the certificate for $($Proxy.Host)"
  }
  return New-Verdict 'problem' 'probe.not-a-proxy' "$($Proxy.Port) is no proxy but $($Listener.Speaks): use the port of the proxy's own listener"
}

$stateVerdicts = @{
  closed = 'nothing listens on the port, or a firewall rejects: check that the proxy runs, and on which port'
  filtered = 'no answer in time: a firewall drops it, or no machine has the address'
  unresolved = 'the name has no address here: check the spelling and the DNS of this network'
}

# Compares with what the firewall policy expects for this client's zone.
function Get-ExpectedVerdict([string]$Expected, [string]$State, $Verdict) {
  $isBlocked = $State -eq 'closed' -or $State -eq 'filtered'
  if ($Expected -eq 'unreachable' -and $isBlocked) { return New-Verdict 'ok' $null 'not reachable from here, as the policy says' }
  if ($Expected -eq 'unreachable' -and $State -eq 'open') {
    return New-Verdict 'problem' 'doctor.reachable-unexpectedly' 'reachable, although the policy says that clients here cannot reach it'
  }
  if ($Expected -eq 'unknown' -and $isBlocked) { return New-Verdict 'unknown' $Verdict.Finding $Verdict.Advice }
  return $Verdict
}
`;

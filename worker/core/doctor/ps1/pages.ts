/** How does doctor.ps1 look at one proxy, and try a page through a route and direct? Pure: fixed text of a PowerShell program. */

/** A part of the program in `./program.ts`. */
export const PAGES = String.raw`
# --- the proxies ----------------------------------------------------------------------------------

function Get-Seen($Entry) {
  $proxy = $Entry.Clone()
  $state = 'unresolved'
  $listener = New-Listener $null $null $null
  try { $addresses = @([Net.Dns]::GetHostAddresses($proxy.Host)) } catch { $addresses = @() }
  foreach ($address in $addresses | Select-Object -First 2) {
    $proxy.Address = $address
    $proxy.Family = $address.AddressFamily
    $connection = Connect-To $proxy
    $state = $connection.State
    if ($state -eq 'open') {
      $connection.Client.Close()
      break
    }
  }
  if ($state -eq 'open') {
    $listener = Get-Listener $proxy
    $verdict = Get-ListenerVerdict $proxy $listener
  } else {
    $verdict = New-Verdict 'problem' "probe.$state" $stateVerdicts[$state]
  }
  $verdict = Get-ExpectedVerdict $proxy.Expected $state $verdict
  return @{ Proxy = $proxy; State = $state; Listener = $listener; Verdict = $verdict }
}

# --- the pages ------------------------------------------------------------------------------------

# Tries the page once: ok, login (the proxy asks for one first) or failed.
function Test-Page($WebProxy) {
  $request = [Net.WebRequest]::Create($PageUrl)
  $request.Proxy = $WebProxy
  $request.Timeout = 10000
  try {
    $response = $request.GetResponse()
    $response.Close()
    return 'ok'
  } catch {
    $inner = $_.Exception
    while ($inner -and $inner -isnot [Net.WebException]) { $inner = $inner.InnerException }
    if ($inner -and $inner.Response -and [int]$inner.Response.StatusCode -eq 407) { return 'login' }
    if ($inner -and $inner.Message -match '\(407\)') { return 'login' }
    return 'failed'
  }
}

# A route as a client takes it: the first entry that lets a connection come about.
function Get-RoutePage($Route) {
  $untried = 0
  foreach ($entry in $Route.Entries) {
    if ($entry -eq 'direct') {
      $page = Test-Page $null
    } else {
      $proxy = @($Proxies | Where-Object { $_.Name -eq $entry })[0]
      if ($proxy.Scheme -ne 'http') { $untried++; continue }
      $authority = if ($proxy.Host.Contains(':')) { "[$($proxy.Host)]" } else { $proxy.Host }
      $page = Test-Page (New-Object Net.WebProxy("http://$($authority):$($proxy.Port)"))
    }
    if ($page -ne 'failed') { return @{ route = $Route.Name; page = $page; via = $entry } }
  }
  if ($untried -gt 0) { return @{ route = $Route.Name; page = 'not-tried'; via = $null } }
  return @{ route = $Route.Name; page = 'failed'; via = $null }
}
`;

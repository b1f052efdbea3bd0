/** What does doctor.ps1 do on a client? Pure: the fixed text of the program; the profile's data stands before it. */

/**
 * Windows PowerShell 5.1 and later, with nothing but .NET: TcpClient, SslStream, HttpWebRequest. It follows doctor.sh and
 * Portolan's probe question by question. HttpWebRequest knows no SOCKS and no TLS to a proxy, so pages are tried through
 * http proxies and direct only.
 */
export const PS_PROGRAM = String.raw`
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
if ($Report -and -not $ReportUrl) {
  [Console]::Error.WriteLine('doctor: this profile takes no reports')
  exit 2
}
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

# --- connections ---------------------------------------------------------------------------------

# Which of the words open, closed, filtered and unresolved an exception of a connection means.
function Get-StateOf([Exception]$Exception) {
  $inner = $Exception
  while ($inner.InnerException) { $inner = $inner.InnerException }
  if ($inner -isnot [Net.Sockets.SocketException]) { return 'closed' }
  switch ($inner.SocketErrorCode.ToString()) {
    'HostNotFound' { return 'unresolved' }
    'NoData' { return 'unresolved' }
    'TryAgain' { return 'unresolved' }
    'TimedOut' { return 'filtered' }
    'HostUnreachable' { return 'filtered' }
    'NetworkUnreachable' { return 'filtered' }
    'AccessDenied' { return 'filtered' }
    default { return 'closed' }
  }
}

function Connect-To($Proxy) {
  $client = New-Object Net.Sockets.TcpClient($Proxy.Family)
  try {
    $pending = $client.BeginConnect($Proxy.Address, $Proxy.Port, $null, $null)
    if (-not $pending.AsyncWaitHandle.WaitOne(3000)) {
      $client.Close()
      return @{ State = 'filtered'; Client = $null }
    }
    $client.EndConnect($pending)
    return @{ State = 'open'; Client = $client }
  } catch {
    $client.Close()
    return @{ State = (Get-StateOf $_.Exception); Client = $null }
  }
}

# Says the bytes on a new connection and gives the first words of the answer, and whether the other side hung up
# without one. Inside TLS when asked for; Failed tells that the handshake did not succeed.
function Send-Words($Proxy, [byte[]]$Words, [bool]$Tls = $false) {
  $answer = @{ Bytes = [byte[]]@(); Ended = $false; Failed = $false }
  $connection = Connect-To $Proxy
  if ($connection.State -ne 'open') { return $answer }
  try {
    $stream = $connection.Client.GetStream()
    $stream.ReadTimeout = 2500
    $stream.WriteTimeout = 2500
    if ($Tls) {
      try {
        $secure = New-Object Net.Security.SslStream($stream, $false)
        $secure.ReadTimeout = 5000
        $secure.AuthenticateAsClient($Proxy.Host)
        $stream = $secure
      } catch {
        $answer.Failed = $true
        return $answer
      }
    }
    $stream.Write($Words, 0, $Words.Length)
    $stream.Flush()
    $buffer = New-Object byte[] 4096
    $count = $stream.Read($buffer, 0, $buffer.Length)
    if ($count -gt 0) { $answer.Bytes = [byte[]]$buffer[0..($count - 1)] } else { $answer.Ended = $true }
  } catch {
    $inner = $_.Exception
    while ($inner.InnerException) { $inner = $inner.InnerException }
    if ($inner -is [Net.Sockets.SocketException] -and $inner.SocketErrorCode.ToString() -ne 'TimedOut') { $answer.Ended = $true }
  } finally {
    $connection.Client.Close()
  }
  return $answer
}

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

# --- all together ---------------------------------------------------------------------------------

$seen = @($Proxies | ForEach-Object { Get-Seen $_ })
$pages = @()
$direct = $null
$problems = @($seen | Where-Object { $_.Verdict.Verdict -eq 'problem' }).Count
if ($PageUrl) {
  $pages = @($Routes | ForEach-Object { Get-RoutePage $_ })
  $problems += @($pages | Where-Object { $_.page -eq 'failed' }).Count
  $page = Test-Page $null
  $isOff = ($DirectExpected -eq 'reachable' -and $page -eq 'failed') -or ($DirectExpected -eq 'unreachable' -and $page -eq 'ok')
  if ($isOff) { $problems++ }
  $direct = @{ page = $page; expected = $DirectExpected; verdict = $(if ($isOff) { 'problem' } else { 'ok' }) }
}

$results = @($seen | ForEach-Object {
  [pscustomobject]@{
    proxy = $_.Proxy.Name
    state = $_.State
    speaks = $(if ($_.Listener.Speaks) { $_.Listener.Speaks } else { $null })
    authentication = $_.Listener.Authentication
    exposure = $_.Listener.Exposure
    expected = $_.Proxy.Expected
    verdict = $_.Verdict.Verdict
    finding = $_.Verdict.Finding
  }
})
$whole = [ordered]@{
  doctor = 1; profile = $ProfileId; zone = $Zone; tool = 'powershell'
  proxies = $results; routes = $pages; direct = $direct; problems = $problems
}
$text = ConvertTo-Json $whole -Depth 6 -Compress

if ($Json) {
  [Console]::Out.WriteLine($text)
} else {
  Write-Output "Profile $ProfileId, seen from here (connections by .NET)"
  $format = '{0,-20} {1,-12} {2,-11} {3,-12} {4,-22} {5}'
  Write-Output ($format -f 'PROXY', 'EXPECTED', 'STATE', 'SPEAKS', 'AUTHENTICATION', 'VERDICT')
  foreach ($one in $seen) {
    $asked = if ($null -eq $one.Listener.Authentication) { '-' } elseif ($one.Listener.Authentication.Count -eq 0) { 'none' } else { $one.Listener.Authentication -join ' ' }
    $speaks = if ($one.Listener.Speaks) { $one.Listener.Speaks } else { '-' }
    Write-Output ($format -f $one.Proxy.Name, $one.Proxy.Expected, $one.State, $speaks, $asked, $one.Verdict.Verdict)
    if ($one.Verdict.Advice) { Write-Output "    $($one.Proxy.Scheme) $($one.Proxy.Host) $($one.Proxy.Port): $($one.Verdict.Advice)" }
  }
  if (-not $PageUrl) { Write-Output 'No page was tried: the service gave none.' }
  foreach ($one in $pages) {
    $via = if ($one.via) { ", via $($one.via)" } else { '' }
    Write-Output ('{0,-20} {1}{2}' -f $one.route, $one.page, $via)
  }
  if ($direct) { Write-Output ('{0,-20} {1}' -f 'direct', $direct.page) }
  if ($problems -eq 0) { Write-Output 'Everything is as expected.' } else { Write-Output "Problems: $problems." }
}

if ($Report) {
  try {
    $body = [Text.Encoding]::UTF8.GetBytes($text)
    Invoke-WebRequest -Uri $ReportUrl -Method Post -ContentType 'application/json' -Body $body -UseBasicParsing | Out-Null
    [Console]::Error.WriteLine('The result was sent to the administrator.')
  } catch {
    [Console]::Error.WriteLine('doctor: the result could not be sent')
  }
}

if ($problems -gt 0) { exit 1 }
exit 0
`;

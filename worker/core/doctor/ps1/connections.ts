/** How does doctor.ps1 connect, say something and hear the answer? Pure: fixed text of a PowerShell program. */

/** A part of the program in `./program.ts`. */
export const CONNECTIONS = `
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
if ($Report -and -not $ReportUrl) {
  [Console]::Error.WriteLine('doctor: this copy takes no reports; fetch it from the address that has the key of the profile')
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
`;

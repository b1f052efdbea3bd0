/** How does doctor.ps1 put everything together, print it and send it? Pure: fixed text of a PowerShell program. */

/** A part of the program in `./program.ts`. */
export const RESULT = `
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

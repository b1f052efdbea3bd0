# Portolan profile hq
$Action = 'apply'
$Want = @{
  AutoConfigURL = $null
  ProxyEnable = 1
  ProxyServer = 'proxy.corp.example:3128'
  ProxyOverride = 'guests.corp.example;*.guests.corp.example'
}
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$Key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
$Store = 'HKCU:\Software\Portolan\Before'
$Names = @('AutoConfigURL', 'ProxyEnable', 'ProxyServer', 'ProxyOverride')

function Get-Value([string]$Path, [string]$Name) {
  $item = Get-ItemProperty -LiteralPath $Path -Name $Name -ErrorAction SilentlyContinue
  if ($null -eq $item) { return $null }
  return $item.$Name
}

# Sets or deletes one value. True when that changed something.
function Set-Value([string]$Path, [string]$Name, $Value) {
  $now = Get-Value $Path $Name
  if ($now -ceq $Value) { return $false }
  if ($null -eq $Value) {
    Remove-ItemProperty -LiteralPath $Path -Name $Name
    Write-Output "$($Name): deleted" | Out-Host
    return $true
  }
  $type = if ($Value -is [int]) { 'DWord' } else { 'String' }
  New-ItemProperty -LiteralPath $Path -Name $Name -Value $Value -PropertyType $type -Force | Out-Null
  Write-Output "$($Name): $Value" | Out-Host
  return $true
}

function Send-Change {
  $signature = '[DllImport("wininet.dll", SetLastError = true)] public static extern bool InternetSetOption(IntPtr session, int option, IntPtr buffer, int length);'
  $wininet = Add-Type -MemberDefinition $signature -Name WinInet -Namespace Portolan -PassThru
  [void]$wininet::InternetSetOption([IntPtr]::Zero, 39, [IntPtr]::Zero, 0)
  [void]$wininet::InternetSetOption([IntPtr]::Zero, 37, [IntPtr]::Zero, 0)
}

if (-not (Test-Path -LiteralPath $Key)) { throw 'portolan: this user has no Internet Settings' }
if ($Action -eq 'remove' -and -not (Test-Path -LiteralPath $Store)) {
  Write-Output 'portolan: nothing to change, this proxy was not set here'
  return
}
if ($Action -eq 'apply' -and -not (Test-Path -LiteralPath $Store)) {
  New-Item -Path $Store -Force | Out-Null
  foreach ($name in $Names) { [void](Set-Value $Store $name (Get-Value $Key $name)) }
}
if ($Action -eq 'remove') {
  foreach ($name in $Names) { $Want[$name] = Get-Value $Store $name }
  if ($null -eq $Want['ProxyEnable']) { $Want['ProxyEnable'] = 0 }
}
$changed = @($Names | Where-Object { Set-Value $Key $_ $Want[$_] })
if ($Action -eq 'remove') { Remove-Item -LiteralPath $Store -Recurse }
if ($changed.Count -eq 0) {
  Write-Output 'portolan: nothing to change'
} else {
  Send-Change
  Write-Output "portolan: changed $($changed -join ', ')"
}

# Portolan profile hq
$Action = 'apply'
$Want = @{
  AutoConfigURL = $null
  ProxyEnable = 1
  ProxyServer = 'proxy.corp.example:3128'
  ProxyOverride = 'department-0.internal.corp.example;*.department-0.internal.corp.example;department-1.internal.corp.example;*.department-1.internal.corp.example;department-2.internal.corp.example;*.department-2.internal.corp.example;department-3.internal.corp.example;*.department-3.internal.corp.example;department-4.internal.corp.example;*.department-4.internal.corp.example;department-5.internal.corp.example;*.department-5.internal.corp.example;department-6.internal.corp.example;*.department-6.internal.corp.example;department-7.internal.corp.example;*.department-7.internal.corp.example;department-8.internal.corp.example;*.department-8.internal.corp.example;department-9.internal.corp.example;*.department-9.internal.corp.example;department-10.internal.corp.example;*.department-10.internal.corp.example;department-11.internal.corp.example;*.department-11.internal.corp.example;department-12.internal.corp.example;*.department-12.internal.corp.example;department-13.internal.corp.example;*.department-13.internal.corp.example;department-14.internal.corp.example;*.department-14.internal.corp.example;department-15.internal.corp.example;*.department-15.internal.corp.example;department-16.internal.corp.example;*.department-16.internal.corp.example;department-17.internal.corp.example;*.department-17.internal.corp.example;department-18.internal.corp.example;*.department-18.internal.corp.example;department-19.internal.corp.example;*.department-19.internal.corp.example;department-20.internal.corp.example;*.department-20.internal.corp.example;department-21.internal.corp.example;*.department-21.internal.corp.example;department-22.internal.corp.example;*.department-22.internal.corp.example;department-23.internal.corp.example;*.department-23.internal.corp.example;department-24.internal.corp.example;*.department-24.internal.corp.example;department-25.internal.corp.example;*.department-25.internal.corp.example;department-26.internal.corp.example;*.department-26.internal.corp.example;department-27.internal.corp.example;*.department-27.internal.corp.example;department-28.internal.corp.example;*.department-28.internal.corp.example;department-29.internal.corp.example;*.department-29.internal.corp.example;department-30.internal.corp.example;*.department-30.internal.corp.example;department-31.internal.corp.example;*.department-31.internal.corp.example;department-32.internal.corp.example;*.department-32.internal.corp.example;department-33.internal.corp.example;*.department-33.internal.corp.example;department-34.internal.corp.example;*.department-34.internal.corp.example;department-35.internal.corp.example;*.department-35.internal.corp.example;department-36.internal.corp.example;*.department-36.internal.corp.example;department-37.internal.corp.example;*.department-37.internal.corp.example;department-38.internal.corp.example;*.department-38.internal.corp.example;department-39.internal.corp.example;*.department-39.internal.corp.example;department-40.internal.corp.example;*.department-40.internal.corp.example;department-41.internal.corp.example;*.department-41.internal.corp.example;department-42.internal.corp.example;*.department-42.internal.corp.example;department-43.internal.corp.example;*.department-43.internal.corp.example;department-44.internal.corp.example;*.department-44.internal.corp.example;department-45.internal.corp.example;*.department-45.internal.corp.example;department-46.internal.corp.example;*.department-46.internal.corp.example;department-47.internal.corp.example;*.department-47.internal.corp.example;department-48.internal.corp.example;*.department-48.internal.corp.example;department-49.internal.corp.example;*.department-49.internal.corp.example;department-50.internal.corp.example;*.department-50.internal.corp.example;department-51.internal.corp.example;*.department-51.internal.corp.example;department-52.internal.corp.example;*.department-52.internal.corp.example;department-53.internal.corp.example;*.department-53.internal.corp.example;department-54.internal.corp.example;*.department-54.internal.corp.example;department-55.internal.corp.example;*.department-55.internal.corp.example;department-56.internal.corp.example;*.department-56.internal.corp.example;department-57.internal.corp.example;*.department-57.internal.corp.example;department-58.internal.corp.example;*.department-58.internal.corp.example;department-59.internal.corp.example;*.department-59.internal.corp.example'
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

# Sets a machine up for Portolan profile hq.
# Run: powershell -ExecutionPolicy Bypass -File install.ps1 [-DryRun] [-Remove] [-Only name,name]
# Ends with 0: done; 1: something was left as it is; 2: wrong usage.
[CmdletBinding()]
param([switch]$DryRun, [switch]$Remove, [string[]]$Only = @())
$ProfileId = 'hq'
$Places = @()
$Places += @{ Target = 'internet-settings'; Kind = 'values'; Admin = $false; Needs = $null; Path = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'; Values = @{ AutoConfigURL = 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?for=windows'; ProxyEnable = 0; ProxyServer = $null; ProxyOverride = $null }; IsNothing = $false }
$Places += @{ Target = 'winhttp'; Kind = 'winhttp'; Admin = $true; Needs = $null; Nothing = '{"Proxy":"","ProxyBypass":"","AutoconfigUrl":"","AutoDetect":false}'; Text = '{"Proxy":"","ProxyBypass":"","AutoconfigUrl":"https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?for=windows","AutoDetect":false}'; IsNothing = $false }
$Places += @{ Target = 'chrome'; Kind = 'values'; Admin = $true; Needs = '%ProgramFiles%\Google\Chrome'; Path = 'HKLM:\SOFTWARE\Policies\Google\Chrome'; Values = @{ ProxySettings = '{"ProxyMode":"pac_script","ProxyPacUrl":"https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac"}' }; IsNothing = $false }
$Places += @{ Target = 'edge'; Kind = 'values'; Admin = $true; Needs = $null; Path = 'HKLM:\SOFTWARE\Policies\Microsoft\Edge'; Values = @{ ProxySettings = '{"ProxyMode":"pac_script","ProxyPacUrl":"https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac"}' }; IsNothing = $false }
$Places += @{ Target = 'firefox'; Kind = 'file'; Admin = $true; Needs = '%ProgramFiles%\Mozilla Firefox'; Path = '%ProgramFiles%\Mozilla Firefox\distribution\policies.json'; Text = '{
  "policies": {
    "Proxy": {
      "Mode": "autoConfig",
      "AutoConfigURL": "https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac",
      "UseProxyForDNS": true,
      "Locked": true
    }
  }
}
'; IsNothing = $false }
$Places += @{ Target = 'variables'; Kind = 'variables'; Admin = $false; Needs = $null; Values = @{ HTTP_PROXY = 'http://proxy.corp.example:3128'; HTTPS_PROXY = 'http://proxy.corp.example:3128'; FTP_PROXY = 'http://proxy.corp.example:3128'; ALL_PROXY = $null; NO_PROXY = 'localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8' }; IsNothing = $false }
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$script:Problems = 0
$script:Changed = $false
$All = @($Places | ForEach-Object { $_.Target } | Select-Object -Unique)
$Only = @($Only | ForEach-Object { $_ -split ',' } | Where-Object { $_ })
if ($PSBoundParameters.ContainsKey('Only') -and $Only.Count -eq 0) {
  [Console]::Error.WriteLine("portolan: -Only needs names of $($All -join ', ')")
  exit 2
}
foreach ($name in $Only) {
  if ($All -notcontains $name) {
    [Console]::Error.WriteLine("portolan: there is no target $name here; there are $($All -join ', ')")
    exit 2
  }
}
$IsAdmin = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)

function Write-Said([string]$Target, [string]$Text) { [Console]::Out.WriteLine("portolan: $($Target): $Text") }

function Write-Problem([string]$Target, [string]$Text) {
  Write-Said $Target $Text
  $script:Problems = 1
}

# --- registry ---------------------------------------------------------------------------------------

function Get-Value([string]$Path, [string]$Name) {
  $item = Get-ItemProperty -LiteralPath $Path -Name $Name -ErrorAction SilentlyContinue
  if ($null -eq $item) { return $null }
  return $item.$Name
}

function Set-Value([string]$Path, [string]$Name, $Value) {
  if ($null -eq $Value) {
    if ($null -ne (Get-Value $Path $Name)) { Remove-ItemProperty -LiteralPath $Path -Name $Name }
    return
  }
  if (-not (Test-Path -LiteralPath $Path)) { New-Item -Path $Path -Force | Out-Null }
  $type = if ($Value -is [int]) { 'DWord' } else { 'String' }
  New-ItemProperty -LiteralPath $Path -Name $Name -Value $Value -PropertyType $type -Force | Out-Null
}

function Get-Store($Place) {
  $hive = if ($Place.Admin) { 'HKLM:\SOFTWARE' } else { 'HKCU:\Software' }
  return "$hive\Portolan\Install\$($Place.Target)"
}

# The store of a place, made when it is not there, for this profile.
function Open-Store($Place) {
  $store = Get-Store $Place
  if (-not (Test-Path -LiteralPath $store)) { New-Item -Path $store -Force | Out-Null }
  Set-Value $store 'Portolan profile' $ProfileId
  return $store
}

# Whether another profile was put to a place, which only its own script takes away.
function Test-Foreign($Place) {
  $owner = Get-Value (Get-Store $Place) 'Portolan profile'
  if ($null -eq $owner -or $owner -ceq $ProfileId) { return $false }
  if ($Remove) { Write-Said $Place.Target "left: it is of profile $owner" }
  else { Write-Problem $Place.Target "left: it is of profile $owner, whose script takes it away" }
  return $true
}

# Brings values to what is wanted. Get and Set are script blocks over a name.
function Sync-Values($Place, $Wanted, [scriptblock]$Get, [scriptblock]$Set) {
  $store = Get-Store $Place
  $isKept = Test-Path -LiteralPath $store
  if ($Place.Removing) {
    if (-not $isKept) { Write-Said $Place.Target 'unchanged'; return }
    $goal = @{}
    foreach ($name in @($Wanted.Keys)) { $goal[$name] = Get-Value $store $name }
  } else {
    $goal = $Wanted
  }
  $different = @($goal.Keys | Where-Object { (& $Get $_) -cne $goal[$_] } | Sort-Object)
  if ($DryRun) {
    if ($different.Count -gt 0) { Write-Said $Place.Target "would change $($different -join ', ')" } else { Write-Said $Place.Target 'unchanged' }
    return
  }
  if (-not $Place.Removing) {
    [void](Open-Store $Place)
    if (-not $isKept) { foreach ($name in $goal.Keys) { Set-Value $store $name (& $Get $name) } }
  }
  foreach ($name in $different) { & $Set $name $goal[$name] }
  if ($Place.Removing) { Remove-Item -LiteralPath $store -Recurse }
  if ($different.Count -eq 0) { Write-Said $Place.Target 'unchanged'; return }
  $script:Changed = $true
  Write-Said $Place.Target "changed $($different -join ', ')"
}

function Install-Values($Place) {
  $path = $Place.Path
  Sync-Values $Place $Place.Values { param($name) Get-Value $path $name } { param($name, $value) Set-Value $path $name $value }
}

function Install-Variables($Place) {
  Sync-Values $Place $Place.Values {
    param($name) [Environment]::GetEnvironmentVariable($name, 'User')
  } {
    param($name, $value) [Environment]::SetEnvironmentVariable($name, $value, 'User')
  }
}

# --- files ------------------------------------------------------------------------------------------

function Install-File($Place) {
  $path = [Environment]::ExpandEnvironmentVariables($Place.Path)
  $store = Get-Store $Place
  $kept = Get-Value $store 'Text'
  $now = if (Test-Path -LiteralPath $path) { [IO.File]::ReadAllText($path) } else { $null }
  if ($Place.Removing) {
    if ($null -eq $kept) { Write-Said $Place.Target 'unchanged'; return }
    if ($null -ne $now -and $now -cne $kept) { Write-Problem $Place.Target "left alone $($path): it was changed by hand"; return }
    if ($DryRun) { Write-Said $Place.Target "would delete $path"; return }
    if ($null -ne $now) { Remove-Item -LiteralPath $path }
    Remove-Item -LiteralPath $store -Recurse
    Write-Said $Place.Target "deleted $path"
    return
  }
  if ($now -ceq $Place.Text) {
    if ($null -eq $kept) { Write-Said $Place.Target "unchanged $path, but not noted as from here: -Remove leaves it"; return }
    if (-not $DryRun) { [void](Open-Store $Place) }
    Write-Said $Place.Target "unchanged $path"
    return
  }
  if ($null -ne $now -and $now -cne $kept) { Write-Problem $Place.Target "left alone $($path): it is not from here; merge it by hand"; return }
  if ($DryRun) { Write-Said $Place.Target "would write $path"; return }
  [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
  [IO.File]::WriteAllText($path, $Place.Text, (New-Object Text.UTF8Encoding($false)))
  Set-Value (Open-Store $Place) 'Text' $Place.Text
  Write-Said $Place.Target "wrote $path"
}

# --- WinHTTP ----------------------------------------------------------------------------------------

# netsh keeps no earlier settings, so removing clears them.
function Install-WinHttp($Place) {
  $store = Get-Store $Place
  $kept = Get-Value $store 'Text'
  $goal = if ($Place.Removing) { $Place.Nothing } else { $Place.Text }
  if (($Place.Removing -and $null -eq $kept) -or ($kept -ceq $goal)) {
    if (-not $Place.Removing -and -not $DryRun) { [void](Open-Store $Place) }
    Write-Said $Place.Target 'unchanged'
    return
  }
  if ($DryRun) { Write-Said $Place.Target 'would change the settings of WinHTTP'; return }
  $file = [IO.Path]::GetTempFileName()
  [IO.File]::WriteAllText($file, $goal)
  & netsh winhttp set advproxy setting-scope=machine "settings-file=$file" | Out-Null
  $status = $LASTEXITCODE
  Remove-Item -LiteralPath $file
  if ($status -ne 0) { Write-Problem $Place.Target 'netsh refused the settings'; return }
  if ($Place.Removing) { Remove-Item -LiteralPath $store -Recurse } else { Set-Value (Open-Store $Place) 'Text' $goal }
  Write-Said $Place.Target 'changed the settings of WinHTTP'
}

# --- places -----------------------------------------------------------------------------------------

# Tells running programs that the Internet Settings changed (39), and to read them again (37).
function Send-Change {
  $signature = '[DllImport("wininet.dll", SetLastError = true)] public static extern bool InternetSetOption(IntPtr session, int option, IntPtr buffer, int length);'
  $wininet = Add-Type -MemberDefinition $signature -Name WinInet -Namespace Portolan -PassThru
  [void]$wininet::InternetSetOption([IntPtr]::Zero, 39, [IntPtr]::Zero, 0)
  [void]$wininet::InternetSetOption([IntPtr]::Zero, 37, [IntPtr]::Zero, 0)
}

foreach ($place in $Places) {
  if ($Only.Count -gt 0 -and $Only -notcontains $place.Target) { continue }
  if ($place.Admin -and -not $IsAdmin) {
    Write-Said $place.Target 'left out: run this as an administrator for it'
    continue
  }
  $place.Removing = $Remove -or $place.IsNothing
  # What is there is taken away even when its program is gone.
  if (-not $place.Removing -and $place.Needs -and -not (Test-Path -LiteralPath ([Environment]::ExpandEnvironmentVariables($place.Needs)))) {
    Write-Said $place.Target "not here: $($place.Needs)"
    continue
  }
  if ($place.IsNothing -and -not $Remove) {
    Write-Said $place.Target 'nothing in this profile; what an earlier one put there is taken away'
  }
  if ($place.Removing -and (Test-Foreign $place)) { continue }
  switch ($place.Kind) {
    'values' { Install-Values $place }
    'variables' { Install-Variables $place }
    'file' { Install-File $place }
    'winhttp' { Install-WinHttp $place }
  }
}
if ($script:Changed) { Send-Change }
exit $script:Problems

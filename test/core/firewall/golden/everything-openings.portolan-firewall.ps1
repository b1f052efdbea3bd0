# All -kinds- of -rules-x- -id- - - -/ (openings)
$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'Portolan openings' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
New-NetFirewallRule -Group 'Portolan openings' -DisplayName 'open-staff-squid' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('10.20.0.0/21','10.20.9.0/24','10.20.10.0/23','10.20.12.0/22','10.20.16.0/20','10.20.32.0/19','10.20.64.0/18','10.20.128.0/17','10.21.0.0/17') -RemoteAddress @('192.0.2.8') -RemotePort @('8888') | Out-Null
New-NetFirewallRule -Group 'Portolan openings' -DisplayName 'open-lab-squid' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('10.20.8.0/24') -RemoteAddress @('192.0.2.8') -RemotePort @('8888') | Out-Null
New-NetFirewallRule -Group 'Portolan openings' -DisplayName 'open-tills-squid' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('10.99.0.0/24') -RemoteAddress @('192.0.2.8') -RemotePort @('8888') | Out-Null

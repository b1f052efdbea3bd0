# All -kinds- of -rules-x- -id- - - -/ (host)
$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'Portolan host' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
New-NetFirewallRule -Group 'Portolan host' -DisplayName 'squid-from-staff' -Direction Inbound -Action Allow -Protocol TCP -RemoteAddress @('10.20.0.0/21','10.20.9.0/24','10.20.10.0/23','10.20.12.0/22','10.20.16.0/20','10.20.32.0/19','10.20.64.0/18','10.20.128.0/17','10.21.0.0/17') -LocalPort @('3128') | Out-Null
New-NetFirewallRule -Group 'Portolan host' -DisplayName 'squid-from-lab' -Direction Inbound -Action Allow -Protocol TCP -RemoteAddress @('10.20.8.0/24') -LocalPort @('3128') | Out-Null
New-NetFirewallRule -Group 'Portolan host' -DisplayName 'squid-from-staff' -Direction Inbound -Action Allow -Protocol TCP -RemoteAddress @('2001:db8:20::/48') -LocalPort @('3128') | Out-Null
# Inbound connections that no rule allows are blocked by default; rules of other groups may allow more.

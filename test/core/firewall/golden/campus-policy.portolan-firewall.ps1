# Campus egress (policy)
$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'Portolan policy' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'inside' -Direction Outbound -Action Allow -Protocol TCP -RemoteAddress @('10.0.0.0/8') -RemotePort @('80','443') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'inside' -Direction Outbound -Action Allow -Protocol TCP -RemoteAddress @('fd00::/8') -RemotePort @('80','443') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'staff-proxy' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('10.20.0.0/16') -RemoteAddress @('10.4.0.0/24') -RemotePort @('3128','8443') | Out-Null
Set-NetFirewallProfile -All -DefaultOutboundAction Block

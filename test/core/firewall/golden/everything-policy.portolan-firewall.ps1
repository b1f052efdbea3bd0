# All -kinds- of -rules-x- -id- - - -/ (policy)
$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'Portolan policy' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'proxy' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('10.20.0.0/16','10.21.0.0/17') -RemoteAddress @('192.0.2.8/31') -RemotePort @('3128','8080-8088') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'proxy' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('2001:db8:20::/48') -RemoteAddress @('2001:db8:4::8') -RemotePort @('3128','8080-8088') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'rule-3' -Direction Outbound -Action Allow -Protocol TCP -LocalAddress @('10.99.0.0/24') -RemoteAddress @('198.51.100.0/24','203.0.113.128/25') -RemotePort @('1','3','5','7','9','11','13','15','17','19','21','23','53','100-200','301','443') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'rule-3' -Direction Outbound -Action Allow -Protocol UDP -LocalAddress @('10.99.0.0/24') -RemoteAddress @('198.51.100.0/24','203.0.113.128/25') -RemotePort @('1','3','5','7','9','11','13','15','17','19','21','23','53','100-200','301','443') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'six' -Direction Outbound -Action Allow -Protocol UDP -LocalAddress @('2001:db8::/32') | Out-Null
New-NetFirewallRule -Group 'Portolan policy' -DisplayName 'everybody' -Direction Outbound -Action Allow -Protocol UDP -RemotePort @('123') | Out-Null
Set-NetFirewallProfile -All -DefaultOutboundAction Block

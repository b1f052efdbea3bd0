@echo off
rem All -kinds- of -rules-x- -id- - - -/  host 
netsh advfirewall firewall delete rule name="Portolan host" >nul
netsh advfirewall firewall add rule name="Portolan host" description="squid-from-staff" dir=in action=allow protocol=TCP remoteip=10.20.0.0/21,10.20.9.0/24,10.20.10.0/23,10.20.12.0/22,10.20.16.0/20,10.20.32.0/19,10.20.64.0/18,10.20.128.0/17,10.21.0.0/17 localport=3128 || exit /b 1
netsh advfirewall firewall add rule name="Portolan host" description="squid-from-lab" dir=in action=allow protocol=TCP remoteip=10.20.8.0/24 localport=3128 || exit /b 1
netsh advfirewall firewall add rule name="Portolan host" description="squid-from-staff" dir=in action=allow protocol=TCP remoteip=2001:db8:20::/48 localport=3128 || exit /b 1
rem Inbound connections that no rule allows are blocked by default; other rules may allow more.

@echo off
rem All -kinds- of -rules-x- -id- - - -/  policy 
netsh advfirewall firewall delete rule name="Portolan policy" >nul
netsh advfirewall firewall add rule name="Portolan policy" description="proxy" dir=out action=allow protocol=TCP localip=10.20.0.0/16,10.21.0.0/17 remoteip=192.0.2.8/31 remoteport=3128,8080-8088 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="proxy" dir=out action=allow protocol=TCP localip=2001:db8:20::/48 remoteip=2001:db8:4::8 remoteport=3128,8080-8088 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="rule-3" dir=out action=allow protocol=TCP localip=10.99.0.0/24 remoteip=198.51.100.0/24,203.0.113.128/25 remoteport=1,3,5,7,9,11,13,15,17,19,21,23,53,100-200,301,443 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="rule-3" dir=out action=allow protocol=UDP localip=10.99.0.0/24 remoteip=198.51.100.0/24,203.0.113.128/25 remoteport=1,3,5,7,9,11,13,15,17,19,21,23,53,100-200,301,443 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="six" dir=out action=allow protocol=UDP localip=2001:db8::/32 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="everybody" dir=out action=allow protocol=UDP remoteport=123 || exit /b 1
rem Both directions have to be named; inbound is blocked by default anyway.
netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound || exit /b 1

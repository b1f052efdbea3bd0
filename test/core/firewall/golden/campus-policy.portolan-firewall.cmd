@echo off
rem Campus egress  policy 
netsh advfirewall firewall delete rule name="Portolan policy" >nul
netsh advfirewall firewall add rule name="Portolan policy" description="inside" dir=out action=allow protocol=TCP remoteip=10.0.0.0/8 remoteport=80,443 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="inside" dir=out action=allow protocol=TCP remoteip=fd00::/8 remoteport=80,443 || exit /b 1
netsh advfirewall firewall add rule name="Portolan policy" description="staff-proxy" dir=out action=allow protocol=TCP localip=10.20.0.0/16 remoteip=10.4.0.0/24 remoteport=3128,8443 || exit /b 1
rem Both directions have to be named; inbound is blocked by default anyway.
netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound || exit /b 1

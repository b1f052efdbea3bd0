@echo off
rem All -kinds- of -rules-x- -id- - - -/  openings 
netsh advfirewall firewall delete rule name="Portolan openings" >nul
netsh advfirewall firewall add rule name="Portolan openings" description="open-staff-squid" dir=out action=allow protocol=TCP localip=10.20.0.0/21,10.20.9.0/24,10.20.10.0/23,10.20.12.0/22,10.20.16.0/20,10.20.32.0/19,10.20.64.0/18,10.20.128.0/17,10.21.0.0/17 remoteip=192.0.2.8 remoteport=8888 || exit /b 1
netsh advfirewall firewall add rule name="Portolan openings" description="open-lab-squid" dir=out action=allow protocol=TCP localip=10.20.8.0/24 remoteip=192.0.2.8 remoteport=8888 || exit /b 1
netsh advfirewall firewall add rule name="Portolan openings" description="open-tills-squid" dir=out action=allow protocol=TCP localip=10.99.0.0/24 remoteip=192.0.2.8 remoteport=8888 || exit /b 1

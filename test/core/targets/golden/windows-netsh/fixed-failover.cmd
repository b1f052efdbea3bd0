@echo off
rem Portolan profile hq
setlocal DisableDelayedExpansion
where netsh >nul 2>&1 || (echo portolan: netsh is not here 1>&2 & exit /b 1)
net session >nul 2>&1 || (echo portolan: run this as an administrator 1>&2 & exit /b 1)
set "settings=%TEMP%\portolan-winhttp-%RANDOM%%RANDOM%.json"
>"%settings%" echo {^"Proxy^":^"first.example:3128^",^"ProxyBypass^":^"^",^"AutoconfigUrl^":^"^",^"AutoDetect^":false}
netsh winhttp set advproxy setting-scope=machine settings-file="%settings%"
set "status=%ERRORLEVEL%"
del "%settings%"
if not "%status%"=="0" (echo portolan: netsh refused the settings 1>&2 & exit /b 1)
netsh winhttp show advproxy

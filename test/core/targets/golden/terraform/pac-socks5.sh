# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='socks5://socks.corp.example:1080'
export HTTPS_PROXY='socks5://socks.corp.example:1080'
export NO_PROXY='corp.example,10.0.0.0/8,fd00::/8'

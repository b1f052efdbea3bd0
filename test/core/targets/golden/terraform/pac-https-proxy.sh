# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='https://proxy.corp.example:8443'
export HTTPS_PROXY='https://proxy.corp.example:8443'
export NO_PROXY='corp.example,10.0.0.0/8,fd00::/8'

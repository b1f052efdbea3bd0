# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='http://proxy_1.xn--bcher-kva.example:3128'
export HTTPS_PROXY='http://proxy_1.xn--bcher-kva.example:3128'
export NO_PROXY='corp.example,10.0.0.0/8,fd00::/8'

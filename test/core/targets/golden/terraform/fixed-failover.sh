# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='https://tls.example:443'
export HTTPS_PROXY='https://tls.example:443'

# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='http://proxy.corp.example:3128'
export HTTPS_PROXY='http://proxy.corp.example:3128'
export NO_PROXY='staff.corp.example'

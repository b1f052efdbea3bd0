# shellcheck shell=sh
# Portolan profile hq
export HTTP_PROXY='http://[2001:db8::3128]:3128'
export HTTPS_PROXY='http://[2001:db8::3128]:3128'
export NO_PROXY='corp.example,10.0.0.0/8,fd00::/8'

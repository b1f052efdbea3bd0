# shellcheck shell=sh
# Takes the proxy of Portolan profile hq away
unset HTTP_PROXY HTTPS_PROXY NO_PROXY

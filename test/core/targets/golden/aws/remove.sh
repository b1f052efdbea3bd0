# shellcheck shell=sh
# Takes the proxy of Portolan profile hq away
unset http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY

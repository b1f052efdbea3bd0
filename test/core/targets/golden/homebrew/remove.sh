# shellcheck shell=sh
# Takes the proxy of Portolan profile hq away
unset http_proxy https_proxy ftp_proxy all_proxy no_proxy

/** How does doctor.sh read an answer? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const ANSWERS = String.raw`
# --- what an answer is ----------------------------------------------------------------------------

first_bytes() { dd if="$work/reply" bs=16 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n'; }

# Which protocol the answer belongs to: the same table as Portolan's own probe.
signature() {
  case $(first_bytes) in
    5353482d3*) echo ssh ;;
    32323020* | 3232302d*) echo smtp-or-ftp ;;
    485454502f3*) echo http ;;
    1503* | 1603*) echo tls ;;
    05*) echo socks5 ;;
    005a* | 005b* | 005c* | 005d*) echo socks4 ;;
    *) echo none ;;
  esac
}

head_of() { tr -d '\000\r' <"$work/reply" | sed '/^$/q' | tr '[:upper:]' '[:lower:]'; }
status() { head_of | sed -n '1s,^http/[0-9.]* \([1-5][0-9][0-9]\).*,\1,p'; }
schemes() { head_of | sed -n 's/^proxy-authenticate: *\([a-z][a-z0-9-]\{0,31\}\).*/\1/p' | sort -u | head -n 6 | tr '\n' ' ' | sed 's/ $//'; }
marked() {
  head_of | grep -qE '^(x-squid-error|proxy-agent|proxy-connection|proxy-authenticate):|^server: *(squid|tinyproxy|privoxy|polipo|3proxy|mitmproxy|blue ?coat|zscaler|ccproxy|proxy)'
}
wants_tls() { tr -d '\000\r' <"$work/reply" | grep -qiE 'plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server'; }
is_tor() { tr -d '\000\r' <"$work/reply" | grep -qi 'Tor is not an HTTP Proxy'; }

is() { speaks=$1; auth=$2; exposure=$3; }

# The answer belongs to another protocol than the one that was asked for: $1 is what it is.
follow() {
  case $1 in
    ssh | smtp-or-ftp) is "$1" - -; return 0 ;;
    none) return 1 ;;
  esac
  if [ "$followed" -ge 2 ]; then return 1; fi
  followed=$((followed + 1))
  "ask_$1"
}

# What a proxy's answer says by itself; $1 is the label.
plain_words() {
  code=$(status)
  if [ "$code" = 407 ]; then is "$1" "$(schemes)" auth-required; return 0; fi
  if ! marked; then return 1; fi
  case $code in
    403) is "$1" - acl-denied ;;
    501) return 1 ;;
    5*) is "$1" none no-auth ;;
    *) return 1 ;;
  esac
}
`;

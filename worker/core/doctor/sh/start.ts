/** How does doctor.sh read its arguments, and what does it connect with? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const START = `
usage() {
  echo "Usage: sh doctor.sh [--json] [--report]"
  echo "Looks from this machine at the proxies of profile $PROFILE and says whether they are what the profile says."
  echo "  --json    prints the result as JSON instead of a table"
  echo "  --report  also sends the JSON to the administrator"
  echo "Ends with 0: all is as expected; 1: something is not; 2: wrong usage; 3: no curl, nc or bash here."
}

json=no
report=no
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=yes ;;
    --report) report=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
if [ "$report" = yes ] && [ -z "$REPORT_URL" ]; then
  echo "doctor: this copy takes no reports; fetch it from the address that has the profile's key" >&2
  exit 2
fi

have() { command -v "$1" >/dev/null 2>&1; }

raw=
for tool in bash nc curl; do
  if have "$tool"; then raw=$tool; break; fi
done
if [ -z "$raw" ]; then
  echo "doctor: none of bash, nc and curl is here, and one of them is needed to open a connection" >&2
  exit 3
fi

# Most kinds of nc can look whether a port is open (-z); busybox cannot.
nc_looks=no
if [ "$raw" = nc ] && nc -h 2>&1 | grep -q -e '-[a-zA-Z]*z'; then nc_looks=yes; fi

work=$(mktemp -d) || exit 3
talker=
# Ends what talks. It is not waited for: the other half of a pipeline ends by itself within seconds.
hang_up() {
  if [ -n "$talker" ]; then kill "$talker" 2>/dev/null; fi
  talker=
}
trap 'hang_up; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tick() { sleep 0.2 2>/dev/null || sleep 1; }
`;

/** How does doctor.sh look at one proxy and write down what it saw? Pure: fixed text of a POSIX shell program. */

/** A part of the program in `./program.ts`. */
export const PROXIES = String.raw`
# --- the proxies ----------------------------------------------------------------------------------

problems=0
comma=

count() { if [ "$1" = problem ]; then problems=$((problems + 1)); fi; }

row() { printf '%-20s %-12s %-11s %-12s %-22s %s\n' "$@"; }

as_json_or_null() { if [ "$1" = - ]; then printf null; else printf '"%s"' "$1"; fi; }

auth_json() {
  case $auth in
    -) printf null ;;
    none) printf '[]' ;;
    *)
      separator='['
      for item in $auth; do printf '%s"%s"' "$separator" "$item"; separator=,; done
      printf ']' ;;
  esac
}

proxy_json() {
  printf '%s{"proxy":"%s","state":"%s","speaks":' "$comma" "$name" "$state"
  as_json_or_null "$speaks"
  printf ',"authentication":'
  auth_json
  printf ',"exposure":'
  as_json_or_null "$exposure"
  printf ',"expected":"%s","verdict":"%s","finding":' "$expected" "$verdict"
  as_json_or_null "$finding"
  printf '}'
  comma=,
}

look_at() {
  name=$1
  scheme=$2
  host=$3
  port=$4
  declared=$5
  expected=$6
  case $host in
    *:*) authority="[$host]:$port" ;;
    *) authority="$host:$port" ;;
  esac
  is - - -
  aside=-
  judge ok - ''
  found=$(addresses_of)
  reach
  if [ "$state" = open ]; then classify; judge_open; else judge_state; fi
  against_expectation
  count "$verdict"
  echo "$name $scheme $host $port $authority $state $speaks $auth" >>"$work/seen"
  proxy_json >>"$work/proxies.json"
  {
    row "$name" "$expected" "$state" "$speaks" "$auth" "$verdict"
    if [ -n "$advice" ]; then echo "    $scheme $authority: $advice"; fi
    if [ -n "$found" ] && [ "$found" != "$host" ]; then echo "    $host is $found"; fi
  } >>"$work/table"
}
`;

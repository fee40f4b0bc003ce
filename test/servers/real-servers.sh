#!/usr/bin/env bash
# Real metric servers, written by others, on loopback: for tests that must know
# what a server made of the bytes it was sent. Linux; installing wants Debian.
#
#   real-servers.sh install [NAME...]    get the programs (apt as root, and npm)
#   real-servers.sh check NAME...        say why a server cannot be had here: exit code 3
#   real-servers.sh start DIR [NAME...]  start servers, wait until each is ready, print env
#   real-servers.sh stop DIR [NAME...]   stop what this script started in DIR
#   real-servers.sh status DIR           one line a server
#   real-servers.sh env DIR              print the variables of what runs in DIR
#
# Use:  real-servers.sh start "$dir" && eval "$(real-servers.sh env "$dir")"
#
# Servers (NAME; all of them when none is named):
#   statsd        Etsy statsd 0.9.0 (npm) that hardly ever flushes: its management
#                 port shows totals since the start. UDP, TCP, unix stream, IPv6
#   statsd-flush  a second one that flushes every second to JSON lines: it also
#                 knows sets, and how many timings a sample rate stood for
#   collectd      collectd 5.12, its statsd plugin: strict plain StatsD, UDP
#   carbon        carbon-cache 1.1: Graphite plaintext over TCP and UDP, pickle, tags
#   graphite-web  graphite-web 1.1 over the files and the cache of the carbon in DIR:
#                 render, tags. The tags of a series are known when both run
#   victoria      VictoriaMetrics 1.79: Graphite plaintext over TCP and UDP, tags
#   relay         carbon-c-relay 3.7: Graphite plaintext over TCP, UDP, TLS and unix
#                 stream, to a file of lines and to the carbon in DIR
#
# Settings: REAL_SERVERS_TOOLS  where npm's statsd goes (.cache/real-servers of the checkout)
#           REAL_SERVERS_BASE   first of 100 ports (else the first free from 21000)
#           REAL_SERVERS_WAIT   seconds to wait for one server (20)
#           REAL_SERVERS_OWNER  a process; when it is gone, the servers end and their files go
set -euo pipefail

readonly ALL=(statsd statsd-flush collectd carbon graphite-web victoria relay)
readonly SELF=test/servers/real-servers.sh
readonly ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly STATSD_VERSION=0.9.0
readonly TOOLS=${REAL_SERVERS_TOOLS:-$ROOT/.cache/real-servers}
readonly STATSD_JS=$TOOLS/node_modules/statsd/stats.js
readonly WAIT=${REAL_SERVERS_WAIT:-20}
readonly UNAVAILABLE=3
# which starts hold which ports, of this user
readonly REGISTRY=${TMPDIR:-/tmp}/real-servers-$EUID

# npm packages, Debian packages, and the ports as PROTOCOL:OFFSET from the base, of each server.
# A service is what a Debian package would have the machine start from its next boot on.
declare -rA NPM=([statsd]="statsd@$STATSD_VERSION" [statsd-flush]="statsd@$STATSD_VERSION")
declare -rA PACKAGES=(
  [collectd]='collectd-core' [carbon]='graphite-carbon' [graphite-web]='graphite-web gunicorn'
  [victoria]='victoria-metrics' [relay]='carbon-c-relay openssl'
)
declare -rA SERVICES=(
  [collectd-core]='collectd' [graphite-carbon]='carbon-cache' [victoria-metrics]='victoria-metrics'
  [carbon-c-relay]='carbon-c-relay'
)
declare -rA PORTS=(
  [statsd]='udp:1 tcp:1 tcp:2 udp:3 tcp:3' [statsd-flush]='udp:11 tcp:11 tcp:12'
  [collectd]='udp:51' [carbon]='udp:21 tcp:21 tcp:22 tcp:23' [graphite-web]='tcp:31'
  [victoria]='tcp:41 udp:42 tcp:42' [relay]='udp:61 tcp:61 tcp:62'
)

say() { printf 'real-servers: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

known() { [[ -v "PORTS[$1]" ]] || die "no server is called '$1'; there are: ${ALL[*]}"; }

# Prints the Debian packages that a server lacks.
lacking() {
  local package
  for package in ${PACKAGES[$1]:-}; do
    if ! installed "$package"; then printf '%s\n' "$package"; fi
  done
}

has_ipv6() { grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null; }

# Whether something on this machine holds a port: bound udp|tcp PORT
bound() {
  local hex state files=("/proc/net/$1") # state: 0A listens (TCP), 07 is open (UDP)
  printf -v hex '%04X' "$2"
  if [[ $1 == tcp ]]; then state=0A; else state=07; fi
  if [[ -r /proc/net/${1}6 ]]; then files+=("/proc/net/${1}6"); fi
  awk -v port=":$hex" -v state="$state" '
    FNR > 1 && $4 == state && substr($2, length($2) - 4) == port { found = 1 }
    END { exit !found }' "${files[@]}"
}

# A server's ports, each as udp|tcp NUMBER on a line. Port 3 is on ::1.
ports_of() {
  local entry
  for entry in ${PORTS[$1]}; do
    if [[ ${entry#*:} == 3 ]] && ! has_ipv6; then continue; fi
    printf '%s %s\n' "${entry%:*}" $((BASE + ${entry#*:}))
  done
}

port() { printf '%s' $((BASE + $1)); }

# ---------------------------------------------------------------- configurations
# configure_NAME writes the files of a server under $HOME_DIR and sets COMMAND.
# ready_NAME (where ports that are open do not say enough) tells when it serves.
# env_NAME prints its variables.

statsd_listeners() { # FIRST_PORT SOCKET: UDP, TCP and a unix stream socket
  printf '    { server: "./servers/udp", address: "127.0.0.1", port: %s },\n' "$1"
  printf '    { server: "./servers/tcp", address: "127.0.0.1", port: %s },\n' "$1"
  printf '    { server: "./servers/tcp", socket: "%s" },\n' "$2"
}

statsd_command() {
  cat >"$HOME_DIR/preload.js" <<'EOF'
// statsd 0.9.0 calls util.log, which Node 23 took away, and answers on its management port with
// util.inspect, which cuts lists over 100 items: JSON is whole, with NaN and Infinity as strings.
const util = require('util');
util.log ??= (...words) => console.log(...words);
util.inspect = (value) =>
  JSON.stringify(value, (_, item) => (typeof item !== 'number' || Number.isFinite(item) ? item : `${item}`));
EOF
  rm -f "$HOME_DIR/sock"
  COMMAND=(node --require "$HOME_DIR/preload.js" "$STATSD_JS" "$HOME_DIR/config.js")
}

configure_statsd() {
  {
    printf '{\n  servers: [\n'
    statsd_listeners "$(port 1)" "$HOME_DIR/sock"
    if has_ipv6; then
      printf '    { server: "./servers/udp", address: "::1", address_ipv6: true, port: %s },\n' "$(port 3)"
      printf '    { server: "./servers/tcp", address: "::1", port: %s },\n' "$(port 3)"
    fi
    printf '  ],\n  mgmt_address: "127.0.0.1", mgmt_port: %s,\n' "$(port 2)"
    # setTimeout's longest wait is 2^31 - 1 ms; a flush would put counters back to 0
    printf '  flushInterval: 2000000000,\n  backends: [],\n  dumpMessages: true\n}\n'
  } >"$HOME_DIR/config.js"
  statsd_command
}
ready_statsd() { [[ -S $HOME_DIR/sock ]]; }
env_statsd() {
  printf 'REAL_STATSD_PORT=%s\nREAL_STATSD_MGMT_PORT=%s\n' "$(port 1)" "$(port 2)"
  if has_ipv6; then printf 'REAL_STATSD_PORT6=%s\n' "$(port 3)"; fi
  printf 'REAL_STATSD_SOCK=%s\nREAL_STATSD_LOG=%s\n' "$HOME_DIR/sock" "$HOME_DIR/log"
}

configure_statsd-flush() {
  cat >"$HOME_DIR/jsonl.js" <<'EOF'
// A statsd backend: one JSON object a flush, on a line of the file in config.jsonl.
const fs = require('fs');
exports.init = function (startupTime, config, events) {
  events.on('flush', function (timestamp, metrics) {
    const sets = {};
    for (const name of Object.keys(metrics.sets)) sets[name] = metrics.sets[name].values();
    const { counters, gauges, timers, timer_data } = metrics;
    fs.appendFileSync(config.jsonl, JSON.stringify({ timestamp, counters, gauges, timers, timer_data, sets }) + '\n');
  });
  return true;
};
EOF
  {
    printf '{\n  servers: [\n'
    statsd_listeners "$(port 11)" "$HOME_DIR/sock"
    printf '  ],\n  mgmt_address: "127.0.0.1", mgmt_port: %s,\n' "$(port 12)"
    printf '  flushInterval: 1000, deleteIdleStats: true,\n'
    printf '  jsonl: "%s", backends: ["%s"]\n}\n' "$HOME_DIR/flushes.jsonl" "$HOME_DIR/jsonl.js"
  } >"$HOME_DIR/config.js"
  : >>"$HOME_DIR/flushes.jsonl"
  statsd_command
}
ready_statsd-flush() { ready_statsd; }
env_statsd-flush() {
  printf 'REAL_STATSD_FLUSH_PORT=%s\nREAL_STATSD_FLUSH_MGMT_PORT=%s\n' "$(port 11)" "$(port 12)"
  printf 'REAL_STATSD_FLUSH_SOCK=%s\nREAL_STATSD_FLUSH_LOG=%s\n' "$HOME_DIR/sock" "$HOME_DIR/log"
  printf 'REAL_STATSD_FLUSH_JSONL=%s\n' "$HOME_DIR/flushes.jsonl"
}

configure_collectd() {
  cat >"$HOME_DIR/collectd.conf" <<EOF
Hostname "real"
FQDNLookup false
BaseDir "$HOME_DIR"
PIDFile "$HOME_DIR/collectd.pid"
TypesDB "/usr/share/collectd/types.db"
Interval 1
LoadPlugin statsd
<Plugin statsd>
  Host "127.0.0.1"
  Port "$(port 51)"
  CounterSum true
  TimerPercentile 95.0
  TimerLower true
  TimerUpper true
  TimerSum true
  TimerCount true
</Plugin>
LoadPlugin csv
<Plugin csv>
  DataDir "$HOME_DIR/csv"
  StoreRates false
</Plugin>
EOF
  mkdir -p "$HOME_DIR/csv/real/statsd"
  COMMAND=(/usr/sbin/collectd -f -C "$HOME_DIR/collectd.conf")
}
env_collectd() {
  printf 'REAL_COLLECTD_PORT=%s\nREAL_COLLECTD_CSV=%s\nREAL_COLLECTD_LOG=%s\n' \
    "$(port 51)" "$HOME_DIR/csv/real/statsd" "$HOME_DIR/log"
}

# shellcheck source=test/servers/graphite-servers.sh
. "$ROOT/test/servers/graphite-servers.sh"

# ------------------------------------------------------------------- processes

# When a process began, in clock ticks: with its number, a name no other process has.
began() {
  local stat fields
  read -r -d '' stat 2>/dev/null <"/proc/$1/stat" || [[ -n ${stat:-} ]] || return 1
  read -r -a fields <<<"${stat##*) }" # past the command's name, which may hold spaces
  # the first thread of a killed process may be a zombie while others still hold its sockets
  [[ ${fields[0]} != Z ]] || ((fields[17] > 1)) || return 1
  printf '%s' "${fields[19]}"
}

# Prints the number of the process that runs a server of $DIR; false when none does.
running() {
  local pid ticks
  read -r pid ticks 2>/dev/null <"$DIR/$1/pid" || return 1
  [[ $(began "$pid") == "$ticks" ]] || return 1
  printf '%s' "$pid"
}

is_ready() {
  local protocol number
  while read -r protocol number; do
    bound "$protocol" "$number" || return 1
  done < <(ports_of "$1")
  if declare -F "ready_$1" >/dev/null; then "ready_$1"; fi
}

start_one() {
  local name=$1 pid ticks protocol number deadline
  local HOME_DIR=$DIR/$name COMMAND=()
  if pid=$(running "$name"); then
    say "$name runs already (process $pid)"
    return
  fi
  while read -r protocol number; do
    if bound "$protocol" "$number"; then die "$name: $protocol port $number is taken"; fi
  done < <(ports_of "$name")
  mkdir -p "$HOME_DIR"
  "configure_$name"
  # of its own session, so that a Ctrl-C meant for a test run does not reach it
  (cd "$HOME_DIR" && exec setsid "${COMMAND[@]}") >>"$HOME_DIR/log" 2>&1 </dev/null &
  pid=$!
  ticks=$(began "$pid") || die "$name ended at once: $(tail -n 5 "$HOME_DIR/log")"
  printf '%s %s\n' "$pid" "$ticks" >"$HOME_DIR/pid"
  STARTED+=("$name")
  deadline=$((SECONDS + WAIT))
  until is_ready "$name"; do
    running "$name" >/dev/null || die "$name ended before it was ready: $(tail -n 5 "$HOME_DIR/log")"
    ((SECONDS < deadline)) || die "$name is not ready after $WAIT s: $(tail -n 5 "$HOME_DIR/log")"
    sleep 0.05
  done
  say "$name is ready (process $pid)"
}

# Ends the servers named: all are told, then each has 5 s.
stop_all() {
  local name pid tries names=()
  for name in "$@"; do
    if pid=$(running "$name"); then
      kill "$pid" 2>/dev/null || true
      kill -CONT -- "-$pid" 2>/dev/null || true # paused processes hear nothing else
      names+=("$name")
    fi
  done
  for name in "${names[@]}"; do
    for ((tries = 0; tries < 100; tries++)); do
      running "$name" >/dev/null || break
      sleep 0.05
    done
    if pid=$(running "$name"); then
      say "$name (process $pid) did not end in 5 s; killed"
      kill -KILL -- "-$pid" 2>/dev/null || true # with the processes that it has started
    fi
    say "$name stopped"
  done
  for name in "$@"; do rm -f "$DIR/$name/pid"; done
}

write_env() {
  local name pid prefix HOME_DIR
  {
    for name in "${ALL[@]}"; do
      if ! pid=$(running "$name"); then continue; fi
      HOME_DIR=$DIR/$name
      prefix=${name^^}
      printf 'REAL_%s_PID=%s\n' "${prefix//-/_}" "$pid"
      "env_$name"
    done
  } | sed 's/^/export /' >"$DIR/env.new"
  mv "$DIR/env.new" "$DIR/env"
}

# ----------------------------------------------------------------------- ports

# Whether no other folder's servers, be they down for the moment, hold these ports.
unreserved() {
  local owner base
  read -r owner 2>/dev/null <"$REGISTRY/$1" || return 0
  read -r base 2>/dev/null <"$owner/base" || return 0
  [[ $base != "$1" || $owner == "$DIR" ]]
}

# Whether no port that a server here can use is taken: free_run BASE
free_run() {
  local name entry
  unreserved "$1" || return 1
  for name in "${ALL[@]}"; do
    for entry in ${PORTS[$name]}; do
      if bound "${entry%:*}" $(($1 + ${entry#*:})); then return 1; fi
    done
  done
}

# The first of 100 ports for $DIR: the one it holds already, the one asked for, or else
# the first run that is free.
choose_base() {
  local lock
  if [[ -s $DIR/base ]]; then
    read -r BASE <"$DIR/base"
    return
  fi
  mkdir -p -m 700 "$REGISTRY"
  [[ -O $REGISTRY && ! -L $REGISTRY ]] || die "$REGISTRY belongs to somebody else"
  exec {lock}>"$REGISTRY/lock" # two starts at once would take the same ports
  flock -w 60 "$lock" || die 'another start holds the ports for over 60 s'
  if [[ -n ${REAL_SERVERS_BASE:-} ]]; then
    BASE=$REAL_SERVERS_BASE
    unreserved "$BASE" || die "the ports from $BASE on belong to the servers in $(<"$REGISTRY/$BASE")"
  else
    for ((BASE = 21000; BASE < 30000; BASE += 100)); do
      if free_run "$BASE"; then break; fi
    done
    ((BASE < 30000)) || die 'no run of free ports between 21000 and 30000'
  fi
  printf '%s\n' "$BASE" >"$DIR/base"
  printf '%s\n' "$DIR" >"$REGISTRY/$BASE"
  exec {lock}>&-
  CHOSEN=$BASE
}

give_back_base() {
  rm -f "$DIR/base" "$DIR/env"
  if [[ -n ${BASE:-} ]]; then rm -f "$REGISTRY/$BASE"; fi
}

# Undoes a start that did not get all its servers ready.
abandon_start() {
  stop_all "${STARTED[@]}"
  if [[ -n ${CHOSEN:-} ]]; then give_back_base; fi
}

# Sets DIR to the absolute name of the folder that holds the servers.
open_dir() {
  [[ -n ${1:-} ]] || die 'name the folder that holds the servers: see the head of this script'
  DIR=$1
  if [[ $DIR != /* ]]; then DIR=$PWD/$DIR; fi
  [[ $DIR != *[!A-Za-z0-9_./@:+-]* ]] || die "the folder's name holds a character that a configuration file cannot: $DIR"
  ((${#DIR} <= 80)) || die "the folder's name is over 80 characters, too long for the unix sockets in it: $DIR"
}

# --------------------------------------------------------------------- install

get_packages() {
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -q -y \
    --no-install-recommends "$@" >&2
}

install_packages() { # PACKAGE...
  local package
  if ! command -v apt-get >/dev/null; then say "there is no apt-get here to install $*"; return; fi
  if ((EUID != 0)); then say "root is needed to install $*"; return; fi
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then # keep the packages' own services from starting
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
  fi
  # package lists that are missing or old make the first try fail
  get_packages "$@" || { apt-get update -q >&2 && get_packages "$@"; } ||
    for package in "$@"; do # those that can be had
      get_packages "$package" || say "apt-get could not install $package"
    done
  for package in "$@"; do
    if [[ -n ${SERVICES[$package]:-} ]]; then update-rc.d "${SERVICES[$package]}" disable >&2 || true; fi
  done
}

install_npm() { # NAME PACKAGE
  if [[ -f $STATSD_JS ]]; then return; fi
  if ! command -v npm >/dev/null; then say "$1 needs npm, which is not on the PATH"; return 1; fi
  rm -rf "$TOOLS/new"
  mkdir -p "$TOOLS/new"
  npm install --prefix "$TOOLS/new" --no-save --omit=optional --ignore-scripts --no-audit --no-fund "$2" >&2 || {
    say "$1 cannot be had: npm could not install $2"
    return 1
  }
  # moved when whole, so that an install which was cut short is not taken for one
  rm -rf "$TOOLS/node_modules"
  mv "$TOOLS/new/node_modules" "$TOOLS/node_modules"
  rm -rf "$TOOLS/new"
}

# ----------------------------------------------------------------------- verbs

verb_install() {
  local name missing=() failed=()
  if (($# == 0)); then set -- "${ALL[@]}"; fi
  for name in "$@"; do known "$name"; done
  if (verb_check "$@") 2>/dev/null; then say "installed: $*"; return; fi
  mkdir -p "$TOOLS"
  exec 9>"$TOOLS/lock"
  flock 9
  for name in "$@"; do mapfile -t -O "${#missing[@]}" missing < <(lacking "$name"); done
  if ((${#missing[@]})); then install_packages "${missing[@]}" 9>&-; fi
  for name in "$@"; do
    if [[ -n $(lacking "$name") ]]; then
      failed+=("$name")
    elif [[ -n ${NPM[$name]:-} ]]; then
      install_npm "$name" "${NPM[$name]}" 9>&- || failed+=("$name")
    fi
  done
  ((${#failed[@]} == 0)) || die "not installed: ${failed[*]}"
  say "installed: $*"
}

verb_check() {
  local name
  [[ -r /proc/net/udp ]] || { say 'real servers run on Linux only'; exit $UNAVAILABLE; }
  for name in "$@"; do
    known "$name"
    if [[ -n $(lacking "$name") || (-n ${NPM[$name]:-} && ! -f $STATSD_JS) ]]; then
      say "$name is not installed: run $SELF install $name"
      exit $UNAVAILABLE
    fi
  done
}

verb_start() {
  local name
  open_dir "${1:-}"
  shift
  if (($# == 0)); then set -- "${ALL[@]}"; fi
  verb_check "$@"
  mkdir -p "$DIR"
  choose_base
  STARTED=()
  trap abandon_start EXIT # until all are ready
  if [[ -n ${REAL_SERVERS_OWNER:-} ]]; then
    setsid "${BASH_SOURCE[0]}" watch "$DIR" "$REAL_SERVERS_OWNER" >/dev/null 2>&1 </dev/null &
  fi
  for name in "$@"; do start_one "$name"; done
  trap - EXIT
  write_env
  cat "$DIR/env"
}

# Waits for the owner's end, then cleans up after it; started by verb_start.
verb_watch() {
  local name ticks me=$$
  open_dir "${1:-}"
  if read -r name 2>/dev/null <"$DIR/watch" && began "$name" >/dev/null; then return; fi
  printf '%s\n' "$me" >"$DIR/watch"
  ticks=$(began "$2") || ticks=gone
  while [[ -s $DIR/base && $(began "$2") == "$ticks" ]]; do sleep 1; done
  if [[ -s $DIR/base ]]; then
    read -r BASE <"$DIR/base"
    stop_all "${ALL[@]}"
    give_back_base
    for name in "${ALL[@]}"; do rm -rf "${DIR:?}/$name"; done
    rm -f "$DIR/watch"
    rmdir "$DIR"
  else
    rm -f "$DIR/watch"
  fi
}

verb_stop() {
  local name
  open_dir "${1:-}"
  shift
  for name in "$@"; do known "$name"; done
  if [[ ! -s $DIR/base ]]; then return; fi # nothing was started, or all is stopped
  read -r BASE <"$DIR/base"
  if (($#)); then
    stop_all "$@" # keeps the ports, for the next start
    write_env
  else
    stop_all "${ALL[@]}"
    give_back_base
  fi
}

verb_status() {
  local name pid
  open_dir "${1:-}"
  for name in "${ALL[@]}"; do
    if pid=$(running "$name"); then printf '%s runs (process %s)\n' "$name" "$pid"; fi
  done
}

verb_env() {
  open_dir "${1:-}"
  [[ -s $DIR/env ]] || die "nothing was started in $DIR"
  cat "$DIR/env"
}

case ${1:-} in
  install | check | start | stop | status | env | watch) "verb_$1" "${@:2}" ;;
  *)
    sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "$0" >&2
    exit 2
    ;;
esac

# Sourced by real-servers.sh: carbon, graphite-web, VictoriaMetrics and carbon-c-relay.
# configure_NAME, ready_NAME and env_NAME are what that script says of them.

configure_carbon() {
  mkdir -p "$HOME_DIR/whisper"
  cat >"$HOME_DIR/carbon.conf" <<EOF
[cache]
USER =
STORAGE_DIR = $HOME_DIR/
LOCAL_DATA_DIR = $HOME_DIR/whisper/
CONF_DIR = $HOME_DIR/
LOG_DIR = $HOME_DIR/
PID_DIR = $HOME_DIR/
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = $(port 21)
ENABLE_UDP_LISTENER = True
UDP_RECEIVER_INTERFACE = 127.0.0.1
UDP_RECEIVER_PORT = $(port 21)
PICKLE_RECEIVER_INTERFACE = 127.0.0.1
PICKLE_RECEIVER_PORT = $(port 22)
CACHE_QUERY_INTERFACE = 127.0.0.1
CACHE_QUERY_PORT = $(port 23)
MAX_CREATES_PER_MINUTE = inf
MAX_UPDATES_PER_SECOND = inf
WHISPER_AUTOFLUSH = True
# a series takes 130 kB, of which only the pages that hold a point are written
WHISPER_SPARSE_CREATE = True
CARBON_METRIC_INTERVAL = 0
LOG_UPDATES = False
LOG_CREATES = False
LOG_CACHE_HITS = False
LOG_CACHE_QUEUE_SORTS = False
LOG_LISTENER_CONN_SUCCESS = False
ENABLE_TAGS = True
GRAPHITE_URL = http://127.0.0.1:$(port 31)
# with each point: a series whose tags were refused along with others' has its chance again
TAG_UPDATE_INTERVAL = 1
# what does not fit is left out of the index, in silence
TAG_QUEUE_SIZE = 100000
EOF
  # one point a second for three hours; a later point in the same second replaces it
  printf '[all]\npattern = .*\nretentions = 1s:3h\n' >"$HOME_DIR/storage-schemas.conf"
  printf '[all]\npattern = .*\nxFilesFactor = 0\naggregationMethod = last\n' \
    >"$HOME_DIR/storage-aggregation.conf"
  rm -f "$HOME_DIR/carbon.pid" # of one that was killed
  COMMAND=(/usr/bin/carbon-cache "--config=$HOME_DIR/carbon.conf"
    "--pidfile=$HOME_DIR/carbon.pid" --nodaemon start)
}
env_carbon() {
  printf 'REAL_CARBON_PORT=%s\nREAL_CARBON_PICKLE_PORT=%s\n' "$(port 21)" "$(port 22)"
  printf 'REAL_CARBON_WHISPER=%s\nREAL_CARBON_LOG=%s\n' "$HOME_DIR/whisper" "$HOME_DIR/log"
}

configure_graphite-web() {
  mkdir -p "$DIR/carbon/whisper"
  cat >"$HOME_DIR/real_graphite_settings.py" <<EOF
from django.db.backends.signals import connection_created

SECRET_KEY = 'for tests on loopback'
CONF_DIR = STORAGE_DIR = LOG_DIR = '$HOME_DIR'
WHISPER_DIR = '$DIR/carbon/whisper'
INDEX_FILE = '$HOME_DIR/index'
CARBONLINK_HOSTS = ['127.0.0.1:$(port 23)']
CARBONLINK_RETRY_DELAY = 0
# else answers are minutes old
FIND_CACHE_DURATION = DEFAULT_CACHE_DURATION = TAGDB_CACHE_DURATION = 0
# what takes longer is left out of the answer
FIND_TIMEOUT = FETCH_TIMEOUT = 120
STORE_FAIL_ON_ERROR = True
DATABASES = {'default': {
    'ENGINE': 'django.db.backends.sqlite3', 'NAME': '$HOME_DIR/tags.db', 'CONN_MAX_AGE': None}}

# 10,000 series are in the index in 11 s, not in 20; a killed process loses nothing by it
def without_waiting_for_the_disk(connection, **_):
    connection.cursor().executescript('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF')

connection_created.connect(without_waiting_for_the_disk)
EOF
  local settings=(env "PYTHONPATH=$HOME_DIR" GRAPHITE_SETTINGS_MODULE=real_graphite_settings
    DJANGO_SETTINGS_MODULE=graphite.settings)
  if [[ ! -f $HOME_DIR/migrated ]]; then
    "${settings[@]}" /usr/bin/graphite-manage migrate --run-syncdb --noinput >"$HOME_DIR/migrate.log" 2>&1 ||
      die "graphite-web: its database could not be made: $(tail -n 5 "$HOME_DIR/migrate.log")"
    touch "$HOME_DIR/migrated"
  fi
  # not graphite.wsgi: that one ends by itself where Debian's python3-whitenoise is installed
  COMMAND=("${settings[@]}" /usr/bin/gunicorn --bind "127.0.0.1:$(port 31)" --workers 1 --threads 4
    --timeout 0 --graceful-timeout 1 --keep-alive 0 'django.core.wsgi:get_wsgi_application()')
}
ready_graphite-web() { http_ok "$(port 31)" /version; }
env_graphite-web() {
  printf 'REAL_GRAPHITE_WEB_PORT=%s\nREAL_GRAPHITE_WEB_LOG=%s\n' "$(port 31)" "$HOME_DIR/log"
}

configure_victoria() {
  # 100y: points of any age are kept; no offset and no cache: they show at once
  COMMAND=(/usr/bin/victoria-metrics "-httpListenAddr=127.0.0.1:$(port 41)"
    "-graphiteListenAddr=127.0.0.1:$(port 42)" "-storageDataPath=$HOME_DIR/data"
    -retentionPeriod=100y -search.latencyOffset=0s -search.disableCache -memory.allowedPercent=10)
}
ready_victoria() { http_ok "$(port 41)" /health; }
env_victoria() {
  printf 'REAL_VICTORIA_PORT=%s\nREAL_VICTORIA_HTTP_PORT=%s\nREAL_VICTORIA_LOG=%s\n' \
    "$(port 42)" "$(port 41)" "$HOME_DIR/log"
}

configure_relay() {
  if [[ ! -s $HOME_DIR/both.pem ]]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=localhost \
      -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
      -keyout "$HOME_DIR/key.pem" -out "$HOME_DIR/cert.pem" 2>"$HOME_DIR/openssl.log" ||
      die "relay: no certificate could be made: $(tail -n 5 "$HOME_DIR/openssl.log")"
    (umask 077 && cat "$HOME_DIR/key.pem" "$HOME_DIR/cert.pem" >"$HOME_DIR/both.pem")
  fi
  cat >"$HOME_DIR/relay.conf" <<EOF
cluster lines file $HOME_DIR/lines.txt;
cluster carbon forward 127.0.0.1:$(port 21);
match * send to lines;
match * send to carbon stop;
listen type linemode
  127.0.0.1:$(port 61) proto tcp
  127.0.0.1:$(port 61) proto udp
  $HOME_DIR/sock proto unix;
listen type linemode transport plain ssl $HOME_DIR/both.pem
  127.0.0.1:$(port 62) proto tcp;
EOF
  : >>"$HOME_DIR/lines.txt"
  rm -f "$HOME_DIR/sock"
  COMMAND=(/usr/bin/carbon-c-relay -f "$HOME_DIR/relay.conf" -w 1 -s -H real)
}
ready_relay() { [[ -S $HOME_DIR/sock ]]; }
env_relay() {
  printf 'REAL_RELAY_PORT=%s\nREAL_RELAY_TLS_PORT=%s\nREAL_RELAY_CA=%s\n' \
    "$(port 61)" "$(port 62)" "$HOME_DIR/cert.pem"
  printf 'REAL_RELAY_SOCK=%s\nREAL_RELAY_LINES=%s\nREAL_RELAY_LOG=%s\n' \
    "$HOME_DIR/sock" "$HOME_DIR/lines.txt" "$HOME_DIR/log"
}

# Whether http://127.0.0.1:PORT/PATH answers 2xx, with bash alone.
http_ok() {
  local line
  line=$({
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
    IFS= read -r -t 5 line <&3 && printf '%s' "$line"
  } 2>/dev/null) || return 1
  [[ $line == HTTP/1.?\ 2* ]]
}

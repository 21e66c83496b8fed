# shellcheck shell=bash
# What several measurements share; sourced by them in the root of the tree.

# Of numbers, one a line: the median [least..most].
median() { sort -g | awk 'function short(x) { return sprintf(x < 999.5 ? "%.3g" : "%.0f", x) }
  { v[NR] = $1 }
  END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; printf "%s [%s..%s]", short(m), short(v[1]), short(v[NR]) }'; }

hz=$(getconf CLK_TCK)
# Processor time of a process, all its threads, in 1 / $hz s: utime and stime.
ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; } # PID

# JAVA_TOOL_OPTIONS that log collections; Java cuts them at spaces, which FILE may hold and a quote protects.
logging_gc() { echo "'-Xlog:gc:file=\"$1\"'"; } # FILE
# Each pause in it: seconds since the start, milliseconds.
pauses() { sed -n 's/^\[\([0-9.]*\)s\].*Pause.* \([0-9.]*\)ms$/\1 \2/p' "$1"; } # FILE

# Leaves a Java 25 in $java, or ends with 2.
find_java() { # NAME of the measurement
  local each
  for each in "${AUDIOSTREAM_JAVA:-/none}/bin/java" "${JAVA_HOME:-/none}/bin/java" /usr/lib/jvm/*25*/bin/java /opt/*25*/bin/java \
    "$(command -v java || echo /none)"; do
    if [ -x "$each" ] && "$each" -version 2>&1 | grep -q 'version "25[."]'; then
      java=$each
      return
    fi
  done
  echo "$1: no Java 25 found: set JAVA_HOME to one" >&2
  exit 2
}

jars="$PWD/app/target/audiostream/lib/*"
# Ends with 2 where the program has not been built.
need_jars() { # NAME of the measurement
  ls "${jars%/*}"/*.jar >/dev/null 2>&1 || {
    echo "$1: the program is not built: mvn -pl engine,app package -Dmaven.test.skip=true" >&2
    exit 2
  }
}

# What a test in virtual time says in lines that match PATTERN; its errors, and 1, if it fails.
virtual_time() { # TEST PATTERN [OPTION of mvn]
  local log=engine/target/virtual-time.log said=engine/target/surefire-reports/audiostream.engine.pipeline.${1%%#*}-output.txt
  mkdir -p engine/target
  if mvn -B -ntp -pl engine -Dtest="$1" ${3:-} -Dsurefire.failIfNoSpecifiedTests=false test >"$log" 2>&1; then
    cat "$log" "$said" 2>/dev/null | grep "$2"
  else
    grep -E 'ERROR|Expecting|seed' "$log" | head -20 >&2
    exit 1
  fi
}

# A session as JSON: that many destinations 127.1.4.0 and up, mono, channels 1 to CHANNELS in turn, packets of 256 frames.
session() { # COUNT CHANNELS PORT
  local i
  echo '{"version": 1, "format": {"packet": 256}, "destinations": ['
  for i in $(seq 0 $(($1 - 1))); do
    [ "$i" = 0 ] || echo ','
    printf '{"name": "d%d", "url": "rtp://127.1.%d.%d:%d", "channels": [%d]}' "$i" $((4 + i / 256)) $((i % 256)) "$3" $((i % $2 + 1))
  done
  echo ']}'
}

image=$PWD/evidence/target/image
# Packs the program into $image, as people have it; with BUILT one that is there stays. Ends with 2 where what packs is missing.
pack_image() { # NAME of the measurement
  local log=$image.log status=0
  if [ -n "${BUILT:-}" ] && [ -e "$image" ]; then return; fi
  rm -rf "$image" "$image.partial"
  mkdir -p "${image%/*}"
  ./audiostream package --type image -o "$image.partial" >"$log" 2>&1 || status=$?
  case $status in
    0) mv "$image.partial" "$image" ;; # whole, or not there
    2) echo "$1: no image: $(tail -1 "$log")" >&2; exit 2 ;;
    *) echo "$1: no image: $(tail -1 "$log")" >&2; exit 1 ;;
  esac
}

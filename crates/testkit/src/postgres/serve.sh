# Makes a PostgreSQL cluster in a new folder and runs its server until standard input ends: the kernel closes that also when
# whoever started this was killed. Nothing waits for the disk, because nobody needs what a crash would lose.
# Called as `sh -c "$(cat serve.sh)" FOLDER_OF_THE_PROGRAMS PORT`; says "ready", or why not.
set -eu
programs=$0; port=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/roster-postgres-XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap '' INT
cd "$folder"
"$programs/initdb" -D data -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 || { cat log; exit 1; }
"$programs/postgres" -D data -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 -c max_connections=400 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off >log 2>&1 </dev/null &
server=$!
until "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; do
    kill -0 $server 2>/dev/null || { cat log; exit 1; }
    sleep 0.05
done
echo ready
read -r _ || true
kill -QUIT $server
wait $server || true

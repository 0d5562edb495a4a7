# shellcheck shell=bash
# The package proxy: hosts have no way out of their subnet; what they install comes through here from the machine's
# own mirrors, and stays in the cache. nginx listens on a unix socket only, which each lab's namespace forwards to, so
# that the machine gets no open port, no route and no address translation. (apt-cacher-ng would be the usual choice;
# its resolver fails on machines without a name server of their own.)

proxy_group=play-lab.cache
proxy_socket=$run/cache/socket

proxy_server() { # SCHEME HOST
  local upstream="proxy_pass $1://$2; proxy_set_header Host $2; proxy_http_version 1.1;
      proxy_set_header Connection ''; proxy_ssl_server_name on;"
  cat <<E2
  server {
    listen unix:$proxy_socket; server_name $2;
    location / { $upstream }
    location ~ \.u?deb\$ { $upstream
      proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires;
      proxy_cache apt; proxy_cache_key \$host\$uri; proxy_cache_valid 200 60d;
      proxy_cache_lock on; proxy_cache_lock_timeout 600s; }
  }
E2
}

proxy_configuration() {
  local scheme host
  cat <<E2
daemon off; pid $run/cache/pid; user www-data; worker_processes 1; error_log $run/cache/error.log;
events { worker_connections 512; }
http {
  access_log off; server_names_hash_bucket_size 128; proxy_read_timeout 600s; proxy_max_temp_file_size 0;
  proxy_cache_path $cache/apt levels=2 keys_zone=apt:16m max_size=8g inactive=60d use_temp_path=off;
  server { listen unix:$proxy_socket default_server; return 403; }
E2
  mirrors | awk '{print $2, $3}' | sort -u | while read -r scheme host; do proxy_server "$scheme" "$host"; done
  echo '}'
}

start_proxy() {
  [[ -z $(group_processes "$proxy_group") || ! -S $proxy_socket ]] || return 0
  require_mirrors
  # One that has lost its socket serves nobody.
  stop_proxy
  mkdir -p "$run/cache" "$cache/apt"
  chown www-data "$cache/apt"
  rm -f "$proxy_socket"
  proxy_configuration >"$run/cache/nginx.conf"
  start_daemon "$proxy_group" "$run/cache/error.log" nginx -c "$run/cache/nginx.conf" -e "$run/cache/error.log"
  for _ in $(seq 50); do
    [[ ! -S $proxy_socket ]] || { chmod 666 "$proxy_socket"; return 0; }
    sleep 0.1
  done
  die "the package proxy does not start; see $run/cache/error.log"
}

stop_proxy() {
  kill_groups "$proxy_group"
  remove_groups "$proxy_group"
  rm -rf "$run/cache"
}

#!/bin/sh
# Upgrade in versioned folders: the new version is built beside the one that runs, a link is switched, the service restarted, and
# how long nobody was answered is measured.
#
#   sh docs/operate/upgrade.sh /opt/sunlit/releases/0.2.0
#
# RELEASES_HOME  the folder of `current` and `releases` (/opt/sunlit)
# SUNLIT_USER  who builds and runs (sunlit); without root: whoever calls
# RESTART      how the service is restarted (systemctl restart sunlit)
# READY        what answers when it is open (http://127.0.0.1:3000/readyz)
set -eu

[ $# -eq 1 ] && [ -f "$1/start.mjs" ] || { echo "用法：sh upgrade.sh 新版本的文件夹（里面有 start.mjs）" >&2; exit 2; }
new=$(cd "$1" && pwd -P)
home=${RELEASES_HOME:-/opt/sunlit}
ready=${READY:-http://127.0.0.1:3000/readyz}
old=$(readlink "$home/current" || true)

as_user() {
  if [ "$(id -u)" = 0 ] && [ -n "${SUNLIT_USER-sunlit}" ]; then runuser -u "${SUNLIT_USER-sunlit}" -- "$@"; else "$@"; fi
}
now() { date +%s%3N; }
answers() { curl -fs -m 2 -o /dev/null "$ready"; }

echo "一、在旁边构建 $new（旧版照常运行）…"
as_user node "$new/start.mjs" --build-only

answers || { echo "现在的服务没有应答 $ready，没有切换。请先让它正常运行，或者直接启动新版。" >&2; exit 1; }

echo "二、切换：$old → $new"
ln -sfn "$new" "$home/current.next"
mv -T "$home/current.next" "$home/current"

echo "三、重新启动…"
${RESTART:-systemctl restart sunlit} &
restarting=$!
away=''
began=$(now)
while :; do
  if answers; then
    [ -n "$away" ] && break
    # Nobody was away yet: the restart has not begun, or it failed.
    if [ $(($(now) - began)) -gt 60000 ]; then echo "一分钟里没有停过，重新启动没有做。请看 ${RESTART:-systemctl status sunlit}。" >&2; exit 1; fi
  else
    [ -n "$away" ] || away=$(now)
    if [ $(($(now) - away)) -gt 600000 ]; then
      echo "十分钟了还没有应答。请看日志（journalctl -u sunlit）。数据库还没有升级的，可以切回旧版：" >&2
      echo "  ln -sfn $old $home/current && ${RESTART:-systemctl restart sunlit}" >&2
      exit 1
    fi
  fi
  sleep 0.1
done
back=$(now)
wait $restarting || true
echo "四、升级好了，中断了 $(((back - away) / 1000)).$((((back - away) % 1000) / 100)) 秒。旧版还在 $old，用几天没有问题再删。"

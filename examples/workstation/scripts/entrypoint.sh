# Prepares the container, then becomes the process that keeps it alive. Whatever
# needs the network may fail: the container starts without it.

home=/home/devuser
export AGENTS_DIR=$home/agents

step() {
  printf '\n[%s/7] %s\n' "$1" "$2"
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# The agent templates that are there, counted.
templates() {
  find "$AGENTS_DIR" -maxdepth 1 -name '*.md' | wc -l
}

fetch_templates() {
  local from=$AGENTS_DIR/temp-agents
  git clone --depth 1 https://github.com/ChrisRoyse/610ClaudeSubagents.git "$from" 2>/dev/null || return 0
  if [ -d "$from/agents" ]; then
    mv "$from"/agents/*.md "$AGENTS_DIR" 2>/dev/null || true
    rm -rf "$from"
  fi
}

# Once per home directory: a volume there keeps what was installed.
install_agents() {
  local marker=$home/.npm_packages_installed
  if [ -f "$marker" ]; then
    echo "They are installed."
    return
  fi
  echo "Installing them, because this is the first start."
  npm install -g @claude-flow/cli@latest agent-browser@latest playwright 2>/dev/null || true
  npx playwright install chromium 2>/dev/null || true
  touch "$marker"
}

start_desktop() {
  export DISPLAY=:1
  Xvfb :1 -screen 0 4096x4096x24 -ac +extension GLX +render -noreset &
  sleep 2
  if has openbox; then
    openbox &
  fi
  if has x11vnc; then
    # It has no password, so it listens to the container alone.
    x11vnc -display :1 -rfbport 5901 -forever -shared -nopw -xkb -localhost &
  fi
  if has start-browser; then
    ln -sf "$(command -v start-browser)" "$home/start-browser.sh"
  fi
}

echo "agentbox: a container for agents"

step 1 "System"
echo "Machine: $(uname -m)"
echo "Node.js: $(node --version)"
echo "Python:  $(python3 --version)"
echo "Rust:    $(rustc --version)"

step 2 "Directories"
mkdir -p "$home"/{workspace,agents,.claude/skills,.config,.cache,logs}
mkdir -p /var/lib/ruvector /var/log/supervisor /tmp/screenshots
mkdir -p /run/user/1000
chmod 700 /run/user/1000

step 3 "Agent templates"
if [ ! -f "$AGENTS_DIR/doc-planner.md" ]; then
  fetch_templates
fi
echo "There are $(templates)."

step 4 "AISP"
if [ -f /opt/aisp/cli.js ]; then
  mkdir -p /usr/local/bin
  ln -sf /opt/aisp/cli.js /usr/local/bin/aisp
  echo "It is /usr/local/bin/aisp."
fi

step 5 "Packages of npm"
install_agents

step 6 "Desktop"
# Left behind by a container that was killed.
rm -f /tmp/.X*-lock /tmp/.X11-unix/X*
if has Xvfb; then
  start_desktop
else
  echo "This image has none."
fi

step 7 "Ready"
cd "$home/workspace"
cat <<END
  agent-browser --help                 a browser for agents
  npx @claude-flow/cli@latest --help   Claude Flow
  npx ruvector serve                   RuVector
  aisp validate FILE                   AISP
END
if has x11vnc; then
  cat <<END
  ~/start-browser.sh                   a browser that one sees
  ssh -L 5901:localhost:5901 USER@HOST, then vnc://localhost:5901
END
fi

if [ -f /etc/supervisord.conf ]; then
  mkdir -p /var/run /var/log/supervisor /tmp
  exec supervisord -c /etc/supervisord.conf -n
fi
exec sleep infinity

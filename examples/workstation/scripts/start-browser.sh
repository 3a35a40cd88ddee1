# Starts Chromium on the desktop, for a person to see and for agents to steer.

export DISPLAY=:1
chromium \
  --no-sandbox \
  --remote-debugging-port=9222 \
  --user-data-dir=/home/devuser/.config/chromium-automation \
  --window-size=1920,1080 \
  --disable-gpu \
  --disable-software-rasterizer \
  "$@" &
echo "Chromium answers DevTools on port 9222: agent-browser open URL"

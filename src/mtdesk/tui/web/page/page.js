"use strict";

{
  // Everything of this page is below the folder it came from, whose name is the key.
  const home = new URL(".", location.href);
  const websocket = new URL("ws", home);
  websocket.protocol = "ws:";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = websocket.href;

  // textual.js asks for a download at the root of the server: it is below the key as well.
  const root = location.origin + "/";
  const open = window.open.bind(window);
  window.open = (url, ...rest) =>
    open(String(url).startsWith(root + "download/") ? home.href + url.slice(root.length) : url, ...rest);

  // Keys go to the desk at once, without a click.
  const opened = new MutationObserver(() => {
    if (document.body.classList.contains("-loaded")) {
      opened.disconnect();
      document.querySelector(".xterm-helper-textarea").focus();
    }
  });
  opened.observe(document.body, { attributeFilter: ["class"] });

  document.getElementById("again").addEventListener("click", () => location.reload());
}

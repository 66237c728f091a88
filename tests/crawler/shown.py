"""Pages of the loopback Internet that show their numbers, or try to get out, by script alone."""

APP = """<!doctype html><html lang=en><title>Contact us</title>
<style>body { font: 20px sans-serif; background: #fff } h1 { background: #046 } main { padding: 40px }</style>
<body><h1>Example Pay</h1><main id=app></main><script>
fetch("/numbers.json", { headers: { "X-App": "1" } }).then((answer) => answer.json()).then((found) => {
  for (const [label, number] of found) {
    const line = document.createElement("p");
    line.innerHTML = `${label}: <b>${number}</b>`;
    app.append(line);
  }
});
</script></body></html>"""
NUMBERS = '[["Customer hotline", "020 7946 0111"], ["Lost cards", "020 7946 0222"]]'

# Every way by which a page may ask for something; {port} is a server on a private address that is not allowed.
OUT = """<!doctype html><html lang=en><title>Help</title><body><p>Call 020 7946 0333</p>
<img src="http://127.0.0.1:{port}/img"><img src="https://help.pay.example:{port}/port"><img src="http://2130706433:{port}/decimal">
<img src="https://private.pay.example/named"><iframe src="http://127.0.0.1:{port}/frame"></iframe>
<link rel=preload as=font href="https://help.pay.example/font"><link rel=dns-prefetch href="https://evil.example">
<link rel=preconnect href="http://127.0.0.1:{port}"><embed src="http://127.0.0.1:{port}/embed">
<script>
const out = "127.0.0.1:{port}";
for (const ask of [
  () => fetch("http://" + out + "/fetch", {{ mode: "no-cors" }}),
  () => navigator.sendBeacon("http://" + out + "/beacon", "x"),
  () => new WebSocket("ws://" + out + "/socket"),
  () => new EventSource("http://" + out + "/events"),
  () => new Worker("http://" + out + "/worker"),
  () => navigator.serviceWorker.register("/worker.js"),
  () => open("http://" + out + "/window"),
  () => document.body.insertAdjacentHTML("beforeend", "<a id=down download href=/big>x</a>"),
  () => down.click(),
  () => alert("stop"),
  () => {{
    const call = new RTCPeerConnection({{ iceServers: [{{ urls: "stun:" + out }}, {{ urls: "turn:" + out + "?transport=tcp", username: "a", credential: "b" }}] }});
    call.createDataChannel("x");
    call.createOffer().then((offer) => call.setLocalDescription(offer));
  }},
]) try {{ Promise.resolve(ask()).catch(() => 0); }} catch {{ }}
</script></body></html>"""

LEADS_OFF = (
    """<!doctype html><title>x</title><p>Call 020 7946 0444</p><script>location = "https://evil.example/app"</script>"""
)
LEADS_ON = """<!doctype html><title>x</title><script>location = "/app"</script>"""
LEADS_NOWHERE = (
    """<!doctype html><title>x</title><p>020 7946 0999</p><script>location = "https://refused.pay.example/"</script>"""
)
LEADS_ROUND = """<!doctype html><title>x</title><p>Call 020 7946 0777</p><script>location.reload()</script>"""
SHADOW = """<!doctype html><title>x</title><help-line></help-line><script>
customElements.define("help-line", class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = "<p>Call <b>020 7946 0888</b></p>"; }
});</script>"""
NEVER_ENDS = """<!doctype html><title>x</title><p>020 7946 0555</p><script>while (true) {}</script>"""
GREEDY = """<!doctype html><title>x</title><script>const held = []; for (;;) held.push(new Uint8Array(1e7).fill(1));</script>"""

# More than a page may ask for, of every kind.
MANY = """<!doctype html><title>x</title><style>@font-face {{ font-family: x; src: url(/font) }} p {{ font-family: x }}</style>
<p>Call 020 7946 0666</p><video src="/video"></video>{images}<script>
const asks = [["/posted", "POST"], ["/put", "PUT"], ["/private/part", "GET"], ["https://app.store.example/part", "GET"]];
for (const [url, method] of asks) fetch(url, {{ method, mode: url[0] === "/" ? "cors" : "no-cors", body: method === "GET" ? undefined : "x" }}).catch(() => 0);
</script>""".format(images="".join(f'<img src="/image-{n}">' for n in range(100)))

PAGES = {
    "/app": APP,
    "/many": MANY,
    "/leads-round": LEADS_ROUND,
    "/leads-nowhere": LEADS_NOWHERE,
    "/shadow": SHADOW,
    "/leads-off": LEADS_OFF,
    "/leads-on": LEADS_ON,
    "/never-ends": NEVER_ENDS,
    "/greedy": GREEDY,
}

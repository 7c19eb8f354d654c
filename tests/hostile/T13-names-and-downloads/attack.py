import http.client, socket, urllib.request
got = []
for way in (
    lambda: socket.getaddrinfo("localhost", 80), lambda: socket.gethostbyname("example.org"),
    lambda: urllib.request.urlopen("http://127.0.0.1:1/").read(), lambda: urllib.request.urlopen("file:///etc/passwd").read(),
    lambda: http.client.HTTPConnection("192.0.2.1", timeout=0.1).connect(), lambda: np.lib.npyio.DataSource(".").open("http://127.0.0.1:1/x"),
    lambda: __import__("pip"), lambda: __import__("ftplib").FTP("127.0.0.1"), lambda: __import__("smtplib").SMTP("127.0.0.1"),
):
    try:
        got.append(way())
    except (OSError, ImportError, AttributeError, ValueError):
        pass
print("got", [str(each)[:50] for each in got])

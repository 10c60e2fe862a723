"""An SMTP server for tests: keeps each mail as it came, and refuses whom it is told to refuse.

Started by smtp.rs as: server.py FOLDER OPTIONS, where OPTIONS is a JSON object. Prints "ready PORT".
"""

import asyncio
import itertools
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder = sys.argv[1]
options = json.loads(sys.argv[2])
numbers = itertools.count(1)


class Keep:
    """Writes each mail to FOLDER/mails, envelope first."""

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        with open(os.path.join(folder, "refusals.json"), encoding="utf-8") as file:
            answer = json.load(file).get(address.lower())
        if answer == "drop":
            server.transport.abort()
            return "421 4.3.2 Connection dropped"
        if answer == "silence":
            await asyncio.sleep(3600)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        name = "%06d.eml" % next(numbers)
        unfinished = os.path.join(folder, name)
        with open(unfinished, "wb") as file:
            file.write(b"X-Envelope-From: %s\r\n" % envelope.mail_from.encode())
            for address in envelope.rcpt_tos:
                file.write(b"X-Envelope-To: %s\r\n" % address.encode())
            encrypted = server.transport.get_extra_info("ssl_object")
            file.write(b"X-Envelope-TLS: %s\r\n" % (b"yes" if encrypted else b"no"))
            file.write(envelope.original_content)
        # Only whole mails are seen by who looks into the folder.
        os.rename(unfinished, os.path.join(folder, "mails", name))
        return "250 2.0.0 Kept as " + name


def authenticate(server, session, envelope, mechanism, data):
    expected = options["login"]
    known = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == expected
    # Not handled: the server itself says 535 to those it doesn't know.
    return AuthResult(success=known, handled=False)


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(os.path.join(folder, "server.crt"), os.path.join(folder, "server.key"))
    return made


def protocol():
    settings = {"hostname": "mail.test", "enable_SMTPUTF8": True, "loop": asyncio.get_running_loop()}
    if options["security"] == "starttls":
        settings.update(tls_context=context(), require_starttls=True)
    if options["login"]:
        settings.update(authenticator=authenticate, auth_required=True, auth_require_tls=options["security"] == "starttls")
    return SMTP(Keep(), **settings)


async def main():
    loop = asyncio.get_running_loop()
    tls = context() if options["security"] == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", options["port"], ssl=tls)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())

"""Runs an emulator of AWS on a free port of loopback, until standard input ends.

Whoever starts this keeps the other end of standard input open and writes nothing. When it closes that end, or dies and
the system closes it, the emulator and whatever it has started are killed: no server outlives its test.

Prints the port as soon as it accepts connections (they are answered once the emulator is up), then nothing more on
standard output: what the emulator says goes to standard error.
"""

import os
import signal
import socket
import sys
import threading


def die_with_standard_input():
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


def moto(listener):
    # Without them, attaching a policy that AWS manages is answered with NoSuchEntity.
    os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
    os.environ["MOTO_PORT"] = str(listener.getsockname()[1])
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    application = DomainDispatcherApplication(create_backend_app)
    host, port = listener.getsockname()
    server = make_server(
        host, port, application, threaded=True, request_handler=MotoRequestHandler, fd=listener.fileno()
    )
    server.serve_forever()


def ministack(listener):
    # Read when the application is imported; its own command would listen on every interface.
    os.environ["GATEWAY_PORT"] = str(listener.getsockname()[1])
    import asyncio

    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    asyncio.run(serve(app, config))


def main():
    emulator = {"moto": moto, "ministack": ministack}[sys.argv[1]]
    # A process group of its own, so that killing the group takes the emulator's children and nobody else.
    os.setpgid(0, 0)
    threading.Thread(target=die_with_standard_input, daemon=True).start()
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listener.getsockname()[1], flush=True)
    os.dup2(2, 1)
    emulator(listener)


main()

"""Programs that run beside this one, and end with it."""

import shutil
import socket
import subprocess
import time


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def start(command, **options):
    """Where Linux can, it ends the program even if this one is killed."""
    bound = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen(bound + command, **options)


def serve(command, port, **options):
    """Starts a server and waits until it answers on its port of this machine."""
    process = start(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        wait_for(process, port)
    except BaseException:
        stop(process)
        raise
    return process


def wait_for(process, port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {' '.join(process.args)}")


def stop(process):
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

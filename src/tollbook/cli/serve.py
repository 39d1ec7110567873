"""`tollbook serve`: the local web application, for one person or for a team."""

from __future__ import annotations

import os
import secrets
import webbrowser
from datetime import UTC, datetime

import click

from tollbook.cli.case_options import acting, case_option, chosen_case
from tollbook.model.display import shown
from tollbook.model.team import Role
from tollbook.web.admission import LocalAdmission, TeamAdmission
from tollbook.web.desk import Desk
from tollbook.web.options import ServeOptions
from tollbook.web.server import bound, local_application, local_token, serve, team_admission, team_application


@click.command("serve")
@click.argument("folder", metavar="[CASE]", required=False)
@case_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8641,
    show_default=True,
    help="Port; 0 for any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; others than this machine need --team and encryption.",
)
@click.option("--team", is_flag=True, help="Serve several people with accounts of their own.")
@click.option("--certificate", type=click.Path(dir_okay=False), help="TLS certificate.")
@click.option("--key", type=click.Path(dir_okay=False), help="Its key.")
@click.option("--trusted-proxy", is_flag=True, help="A proxy in front of this address does the encryption.")
@click.option(
    "--name", "names", multiple=True, help="A further name under which browsers reach it; may be repeated."
)
@click.option("--no-browser", is_flag=True, help="Open no browser.")
def serve_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    folder: str | None,
    case_folder: str | None,
    port: int,
    host: str,
    team: bool,
    certificate: str | None,
    key: str | None,
    trusted_proxy: bool,
    names: tuple[str, ...],
    no_browser: bool,
) -> None:
    """Open a case in the browser: review claims, look at figures, sources and the ledger.

    Only this machine reaches it unless --team and encryption are given. Nothing is
    fetched from elsewhere and nothing is sent anywhere.

    \b
    Examples:
      tollbook serve
      tollbook serve arvenia --port 0 --no-browser
      tollbook serve arvenia --team --host 10.0.0.5 --certificate cert.pem --key key.pem
    """
    options = ServeOptions(
        host=host, port=port, team=team, certificate=certificate, key=key, proxy=trusted_proxy, names=names
    )
    chosen = chosen_case(folder or case_folder)
    listening = bound(options)
    taken = listening.getsockname()[1]
    address = (
        f"{'https' if options.encrypted else 'http'}://{host if ':' not in host else f'[{host}]'}:{taken}"
    )
    desk = Desk(chosen, environment=os.environ, clock=_now, team=team, secure=options.encrypted)
    if team:
        admission = team_admission(chosen, os.environ, clock=_now, randomness=secrets.token_bytes)
        desk.waiting = lambda: sum(each.decided_by is None for each in admission.store.approvals())
        _first_keeper(admission, address)
        app = team_application(desk, admission, options, taken)
    else:
        token = local_token(chosen, os.environ, secrets.token_bytes)
        app = local_application(desk, LocalAdmission(token=token, name=acting()), options, taken)
        address = f"{address}/enter?token={token}"
    click.echo(f"{shown(chosen.case.name)}: {address}\nEnd with Ctrl+C.", err=True)
    if not no_browser and not team:
        webbrowser.open(address)
    try:
        serve(app, options, listening)
    finally:
        listening.close()
        desk.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _first_keeper(admission: TeamAdmission, address: str) -> None:
    """Invite the first keeper of a team that has none yet."""
    if admission.store.accounts():
        return
    token = admission.invite(Role.KEEPER, restricted=True, by=acting())
    click.echo(
        f"This team has no accounts yet. The first keeper joins here, once: {address}/invitation?token={token}",
        err=True,
    )

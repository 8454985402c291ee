"""``press sample-city``: invented cities to try the program on."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="sample-city", help="Invented cities to try the program on.", no_args_is_help=True)


@app.callback()
def sample_city() -> None:
    """Invented cities to try the program on."""


@app.command("draw")
def draw(
    seed: Annotated[int, typer.Option(min=0, help="What the city is drawn from; the same seed gives the same city.")],
    output: Annotated[Path, typer.Option(file_okay=False, help="Folder to write to.")],
    serve: Annotated[bool, typer.Option("--serve", help="Serve the city until interrupted.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
) -> None:
    """Draw a city: outlets, layouts and wordings, with breaches and near misses planted and declared.

    Writes profiles/, registers/ and hosts.yml for a collector, declaration.json with what must be found, and pages/ to
    look at. Set PRESS_PROFILES, PRESS_REGISTERS and PRESS_HOSTS_FILE to them to collect the city while it is served.
    """
    import signal
    import threading

    from include.sample_city.drawing.city import draw_city
    from include.sample_city.drawing.serving import lay_out_drawn, serve_drawn, write_pages

    city = draw_city(seed)
    server = serve_drawn("127.0.0.1", port, [city])
    lay_out_drawn(output, server.place, [city])
    pages = write_pages(output / "pages", city)
    typer.echo(
        f"Seed {seed}: {len(city.outlets)} outlets, {len(city.articles)} articles, {len(city.planted)} things planted, "
        f"{len(city.findings)} findings to be made, {pages} pages in {output}."
    )
    if serve:
        ended = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: ended.set())
        typer.echo(f"Served on {server.place} for the days {city.days[0]} to {city.days[-1]}; interrupt to end.")
        ended.wait()
    server.shutdown()
    server.server_close()

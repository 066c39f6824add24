// Live follows a server: the page is fetched anew, and what the user had open stays.
class Live {
  constructor(app) {
    this.app = app;
    this.notice = document.getElementById('notice');
    const events = new EventSource('/events?since=' + encodeURIComponent(document.documentElement.dataset.live));
    events.addEventListener('change', () => this.#refresh());
    events.addEventListener('problem', (e) => this.#tell(JSON.parse(e.data), true));
    events.addEventListener('error', () => this.#tell('The server has stopped. Start it again, and this page goes on.', true));
    events.addEventListener('open', () => { if (this.lost) this.#refresh(); });
  }

  #tell(text, lost) {
    this.lost = lost;
    this.notice.hidden = !text;
    this.notice.textContent = text;
  }

  async #refresh() {
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    const text = await answer.text();
    if (!answer.ok) {
      this.#tell(text, true);
      return;
    }
    const page = new DOMParser().parseFromString(text, 'text/html');
    this.#tell('', false);
    document.title = page.title;
    this.app.replace(page.getElementById('stage'));
  }
}

// What makes the console quicker where there is script. Every control is a link or a form that works without it, and
// whenever something here fails, the browser does what it would have done anyway.

const policy = window.trustedTypes?.createPolicy('roster', { createHTML: (text) => text }) ?? { createHTML: (text) => text };
const parse = (text) => new DOMParser().parseFromString(policy.createHTML(text), 'text/html');
const byId = (id) => document.getElementById(id);
const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(found, event);
  });
const later = (wait, act) => {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait, ...args);
  };
};
const isHtml = (response) => response.headers.get('content-type')?.startsWith('text/html');
const sendNatively = (form, by) => {
  form.dataset.native = '';
  form.requestSubmit(by);
};

// The dialog in front of all others: the question before a panel closes, else the one that was added last.
const topmost = () => {
  const modals = [...document.querySelectorAll('dialog:modal')];
  return modals.find((dialog) => dialog.id === 'discard') ?? modals.at(-1);
};

// Speaks to assistive technology. What is outside an open modal is silent, so the place is in the topmost one.
function say(text) {
  if (!text) return;
  const host = topmost() ?? document.body;
  let place = host.querySelector(':scope > .say');
  if (!place) {
    place = document.createElement('p');
    place.className = 'say';
    place.setAttribute('role', 'status');
    host.append(place);
  }
  setTimeout(() => { place.textContent = text; }, 60);
}

// Whoever is at something in a part that is renewed stays at it, or at what took its place.
function renew(part, fresh) {
  const at = part.contains(document.activeElement) && document.activeElement;
  const name = at && ['id', 'href', 'popovertarget', 'value', 'name'].find((name) => at.getAttribute(name));
  const same = name && `${at.localName}[${name}="${CSS.escape(at.getAttribute(name))}"]`;
  part.replaceWith(fresh);
  if (at) ((same && fresh.querySelector(same)) ?? fresh.querySelector('a, button, input') ?? document.querySelector('main')).focus({ preventScroll: true });
}

// --- Lists that follow the search as one types -------------------------------------------------------------------

let listRequest;
let coming; // The view that is on its way.
function viewOf(form) {
  const url = new URL(form.getAttribute('action') || location.href, location.href);
  url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  return url;
}
async function refresh(form) {
  listRequest?.abort();
  listRequest = new AbortController();
  const url = viewOf(form);
  coming = url.href;
  const part = byId(form.dataset.live);
  part?.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { signal: listRequest.signal, headers: { 'x-part': form.dataset.live } });
    const page = parse(await response.text());
    const fresh = page.getElementById(form.dataset.live);
    if (!response.ok || response.redirected || !fresh) throw new Error('not this list');
    renew(part, fresh);
    // What else speaks of the same view: tabs, and buttons that go on from it.
    for (const other of document.querySelectorAll('[data-renews]')) {
      const renewed = page.getElementById(other.id);
      if (renewed) renew(other, renewed);
    }
    history.replaceState(null, '', url);
    here = address();
    countSelected();
    listen();
    say(fresh.dataset.say);
  } catch (error) {
    if (error.name !== 'AbortError') sendNatively(form);
  } finally {
    if (coming === url.href) coming = undefined;
  }
}
const refreshSoon = later(160, refresh);
// What stands in a panel holds once it is applied.
const narrowed = (form, event) => { if (!event.target.closest('[popover]')) refreshSoon(form); };
on('input', 'form[data-live]', narrowed);
// Not every browser says of a list that something was put in. What is there already, or on its way, isn't asked for again: leaving the
// field by a click on a row's menu would take the menu away.
on('change', 'form[data-live]', (form, event) => {
  if (![coming, location.href].includes(viewOf(form).href)) narrowed(form, event);
});
on('search', 'form[data-live]', (form) => refreshSoon(form));

// --- Panels and dialogs: other pages' content, shown over this one -------------------------------------------------

let panel; // { dialog, opener, url, clean }
const entered = (dialog) =>
  [...dialog.querySelectorAll('form')].map((form) => new URLSearchParams(new FormData(form))).join('\n');
const isDirty = () => Boolean(panel) && entered(panel.dialog) !== panel.clean;

// What goes beyond a role is offered while that role is chosen.
function offer(place) {
  for (const group of place.querySelectorAll('[data-of-role]')) {
    const role = group.closest('form')?.querySelector(`[name=role][value="${CSS.escape(group.dataset.ofRole)}"]:not([type=hidden])`);
    group.hidden = Boolean(role) && !role.checked;
  }
}
on('change', 'form:has([data-of-role])', offer);

function fill(dialog, main) {
  dialog.replaceChildren(...main.childNodes);
  offer(dialog);
  dialog.setAttribute('aria-labelledby', 'panel-title');
}

function focusInside(dialog) {
  const wrong = dialog.querySelector('#error-summary, [aria-invalid]');
  const target = wrong ?? dialog.querySelector('[autofocus]')
    ?? dialog.querySelector('.panel-body :is(input:not([type=hidden]), select, textarea), .confirm-foot [data-panel-close]')
    ?? dialog.querySelector('a, button');
  target?.focus();
  if (wrong) say(wrong.textContent);
}

async function open(link) {
  link.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(link.href, { headers: { 'x-part': 'panel' } });
    const main = isHtml(response) && parse(await response.text()).querySelector('main');
    if (!main || response.redirected) throw new Error('not a panel');
    link.closest('[popover]')?.hidePopover();
    const inside = panel && panel.dialog.contains(link);
    const dialog = inside ? panel.dialog : document.createElement('dialog');
    fill(dialog, main);
    if (!inside) {
      const opener = link.closest('[popover]') ? document.querySelector(`[popovertarget="${link.closest('[popover]').id}"]`) : link;
      document.body.append(dialog);
      panel = { dialog, opener };
      dialog.addEventListener('cancel', (event) => { if (event.target === dialog) { event.preventDefault(); tryClose(); } });
      dialog.addEventListener('close', (event) => { if (event.target === dialog) closed(dialog, opener); });
    }
    dialog.className = link.dataset.panel === 'dialog' ? 'dialog' : 'panel';
    panel.url = response.url;
    if (!dialog.open) dialog.showModal();
    panel.clean = entered(dialog);
    focusInside(dialog);
  } catch {
    if (panel) panel.clean = entered(panel.dialog);
    location.assign(link.href);
  } finally {
    link.removeAttribute('aria-busy');
  }
}

function closed(dialog, opener) {
  if (panel?.dialog === dialog) panel = undefined;
  // The list may have been renewed behind the panel.
  const again = opener.isConnected ? opener : document.querySelector(`a[href="${CSS.escape(opener.getAttribute('href') ?? '')}"]`);
  (again ?? document.querySelector('main')).focus();
  setTimeout(() => dialog.remove(), 300);
}

function tryClose() {
  const ask = byId('discard');
  if (!isDirty() || !ask) return panel?.dialog.close();
  ask.returnValue = 'keep';
  ask.onclose = () => { if (ask.returnValue === 'discard') panel?.dialog.close(); };
  ask.showModal();
}

on('click', 'a[data-panel]', (link, event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});
on('click', 'a[data-panel-close]', (link, event) => {
  if (!panel?.dialog.contains(link)) return;
  event.preventDefault();
  tryClose();
});
// A click on the dark around a panel. It must have begun there too: selecting text may end outside.
let pressed;
document.addEventListener('pointerdown', (event) => { pressed = event.target; });
document.addEventListener('click', (event) => {
  if (panel && event.target === panel.dialog && pressed === panel.dialog) tryClose();
});
// The browser closes a dialog at the second Escape whatever one says to the first, and dialogs that opened without a
// click all at once; so the key is taken before.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !isDirty() || document.querySelector(':popover-open')) return;
  event.preventDefault();
  if (topmost() === panel.dialog) tryClose();
  else topmost().close('keep');
});
addEventListener('beforeunload', (event) => { if (isDirty()) event.preventDefault(); });

async function send(form, by) {
  const { dialog } = panel;
  const asked = (name) => by?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const url = new URL(asked('action') || panel.url, panel.url);
  const data = new FormData(form, by);
  // What is done to a user leads back to the view of the list it was done from.
  if (location.pathname.endsWith('/users') && !data.has('back')) data.set('back', address());
  const request = { headers: { 'x-part': 'panel' } };
  if (asked('method')?.toLowerCase() === 'post') {
    request.method = 'POST';
    request.body = asked('enctype') === 'multipart/form-data' ? data : new URLSearchParams(data);
  } else {
    url.search = new URLSearchParams(data);
  }
  try {
    const response = await fetch(url, request);
    const page = isHtml(response) && parse(await response.text());
    const main = page && page.querySelector('main');
    if (!main) throw new Error('not a page');
    if (response.redirected) return show(page, response.url);
    fill(dialog, main);
    if (response.ok && !dialog.querySelector('[data-unsaved]')) panel.clean = entered(dialog);
    // Something was done and something else is left to do: the list below is no longer true.
    const list = dialog.querySelector('[data-done]') && document.querySelector('form[data-live]');
    if (list) refresh(list);
    focusInside(dialog);
  } catch {
    panel.clean = entered(dialog);
    sendNatively(form, by);
  } finally {
    rest(form);
  }
}

// --- Going on to the page an answer led to, without asking for it twice (its message is shown only once) -----------

const address = () => location.pathname + location.search;
let here = address();

function show(page, url) {
  const styles = (of) => of.querySelector('link[rel=stylesheet]')?.getAttribute('href');
  const link = panel?.opener.getAttribute('href');
  const openerId = panel?.opener.id || panel?.opener.getAttribute('popovertarget');
  if (panel) panel.clean = entered(panel.dialog);
  if (styles(page) !== styles(document) || new URL(url).origin !== location.origin) return location.assign(url);
  const swap = () => {
    document.documentElement.removeAttribute('data-theme');
    for (const { name, value } of page.documentElement.attributes) document.documentElement.setAttribute(name, value);
    document.title = page.title;
    document.body.replaceWith(page.body);
    panel = undefined;
    const back = openerId && (byId(openerId)?.matches('[popover]') ? document.querySelector(`[popovertarget="${openerId}"]`) : byId(openerId));
    (back || (link && document.querySelector(`a[href="${CSS.escape(link)}"]`)) || document.querySelector('main')).focus({ preventScroll: true });
    arrived();
  };
  history[url === location.href ? 'replaceState' : 'pushState'](null, '', url);
  here = address();
  if (document.startViewTransition) document.startViewTransition(swap);
  else swap();
}
addEventListener('popstate', () => { if (address() !== here) location.reload(); });

// --- Forms: once is enough -----------------------------------------------------------------------------------------

function rest(form) {
  delete form.dataset.busy;
  delete form.dataset.native;
  form.querySelector('[data-pressed]')?.removeAttribute('data-pressed');
}
document.addEventListener('submit', (event) => {
  const form = event.target;
  const by = event.submitter;
  if (event.defaultPrevented || form.getAttribute('method') === 'dialog') return;
  if ('busy' in form.dataset && !('native' in form.dataset)) return event.preventDefault();
  const inPanel = panel?.dialog.contains(form) && !('native' in form.dataset);
  form.dataset.busy = '';
  by?.setAttribute('data-pressed', '');
  if (inPanel) {
    event.preventDefault();
    send(form, by);
  } else {
    if (panel) panel.clean = entered(panel.dialog);
    if (form.dataset.progress) return progress(form);
    setTimeout(rest, 8000, form); // A download leaves the page where it is.
  }
});
addEventListener('pageshow', (event) => { if (event.persisted) document.querySelectorAll('form[data-busy]').forEach(rest); });

// What takes long says how far it has come, until the answer is there.
function progress(form) {
  const place = form.appendChild(document.createElement('div'));
  const look = async () => {
    if (!('busy' in form.dataset)) return place.remove();
    try {
      const response = await fetch(form.dataset.progress);
      if (response.ok && !response.redirected && isHtml(response)) {
        const first = !place.hasChildNodes();
        place.replaceChildren(...parse(await response.text()).body.childNodes);
        if (first) say(place.textContent);
      }
    } catch { /* the next turn */ }
    setTimeout(look, 700);
  };
  setTimeout(look, 700);
}

// --- A verdict for each pasted line --------------------------------------------------------------------------------

let verdictRequest;
const judge = later(350, async (area) => {
  verdictRequest?.abort();
  verdictRequest = new AbortController();
  const place = byId(area.dataset.into);
  if (!area.isConnected || !area.value.trim()) return place?.replaceChildren();
  try {
    const body = new URLSearchParams(new FormData(area.form));
    const response = await fetch(area.dataset.verdicts, { method: 'POST', body, signal: verdictRequest.signal, headers: { 'x-part': 'verdicts' } });
    if (response.ok && !response.redirected && isHtml(response)) place.replaceChildren(...parse(await response.text()).body.childNodes);
  } catch { /* Only a preview: sending the form says the same. */ }
});
on('input', '[data-verdicts]', (area) => judge(area));

// --- Menus, tips, dialogs of the page ------------------------------------------------------------------------------

const lines = (menu) => [...menu.querySelectorAll('.menu-item')];
document.addEventListener('keydown', (event) => {
  const trigger = event.target.closest?.('[popovertarget]');
  const opened = trigger && byId(trigger.getAttribute('popovertarget'));
  if (opened?.matches('.menu:not(.box)') && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    if (!opened.matches(':popover-open')) trigger.click();
    return lines(opened).at(event.key === 'ArrowDown' ? 0 : -1)?.focus();
  }
  const menu = event.target.closest?.('.menu:not(.box)');
  if (!menu) return;
  const all = lines(menu);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at <= 0 ? all.length : at) - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[to]?.focus();
});

// Browsers without anchor positioning put popovers in the middle; here they go to their button.
if (!CSS.supports('position-area', 'block-end')) {
  document.addEventListener('toggle', (event) => {
    const box = event.target;
    const button = event.newState === 'open' && document.querySelector(`[popovertarget="${box.id}"]`);
    if (!button) return;
    const at = button.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.right - box.offsetWidth), innerWidth - box.offsetWidth - 8);
    const below = at.bottom + box.offsetHeight + 8 < innerHeight;
    Object.assign(box.style, { inset: 'auto', left: `${left}px`, top: `${below ? at.bottom : at.top - box.offsetHeight - 8}px` });
  }, true);
}
// A tip is shown by all of what it explains, not only by its button; where browsers lack interest invokers, by this alone.
const explained = ':is(.check:has([interestfor]), :not(.check) > [interestfor])';
const turned = (shows) => (row, event) => {
  const button = row.matches('[interestfor]') ? row : row.querySelector('[interestfor]');
  const tip = byId(button.getAttribute('interestfor'));
  if (row.contains(event.relatedTarget) || tip.matches(':popover-open') === shows) return;
  if (shows) tip.showPopover({ source: button });
  else tip.hidePopover();
};
for (const type of ['mouseover', 'focusin']) on(type, explained, turned(true));
for (const type of ['mouseout', 'focusout']) on(type, explained, turned(false));
// Browsers without command invokers.
if (!('commandForElement' in HTMLButtonElement.prototype)) {
  on('click', 'button[commandfor]', (button) => {
    const dialog = byId(button.getAttribute('commandfor'));
    if (button.getAttribute('command') === 'close') dialog.close();
    else dialog.showModal();
  });
}

// --- Selected rows -------------------------------------------------------------------------------------------------

function countSelected() {
  for (const bar of document.querySelectorAll('form.bulk')) {
    const boxes = [...bar.elements].filter((box) => box.matches('td.select input'));
    const chosen = boxes.filter((box) => box.checked).length;
    const matching = bar.querySelector('[data-matching]');
    bar.querySelector('[data-bulk-count]').textContent = matching?.checked ? matching.dataset.matching : chosen;
    const all = document.querySelector(`[data-select-all="${bar.id}"]`);
    if (!all) continue;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}
on('change', 'td.select input', countSelected);
on('change', '[data-matching]', countSelected);
// With the shift key from the box that was clicked last to this one.
let lastBox;
on('click', 'td.select input', (box, event) => {
  const boxes = [...(box.form?.elements ?? [])].filter((other) => other.matches('td.select input'));
  const [from, to] = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((one, other) => one - other);
  if (event.shiftKey && from >= 0) for (const other of boxes.slice(from, to + 1)) other.checked = box.checked;
  lastBox = box;
  countSelected();
});
on('change', '[data-select-all]', (all) => {
  for (const box of byId(all.dataset.selectAll)?.elements ?? []) if (box.matches('td.select input')) box.checked = all.checked;
  countSelected();
});
// The bar goes with the last row: whoever pressed a button there is brought to the table.
document.addEventListener('reset', ({ target }) => setTimeout(() => {
  countSelected();
  if (target.matches('.bulk') && target.contains(document.activeElement)) document.querySelector(`[data-select-all="${target.id}"]`)?.focus();
}));

// --- A page that goes on by itself -----------------------------------------------------------------------------------

async function follow() {
  const part = document.querySelector('[data-follows]');
  if (!part) return;
  try {
    const response = await fetch(location.href, { headers: { 'x-part': part.id } });
    const fresh = parse(await response.text()).getElementById(part.id);
    if (response.ok && fresh && part.isConnected) {
      renew(part, fresh);
      if (!('follows' in fresh.dataset)) say(fresh.dataset.say);
    }
  } catch { /* the next turn */ }
  setTimeout(follow, 1000);
}
setTimeout(follow, 1000);

// --- A log that goes on by itself ------------------------------------------------------------------------------------

const LONGEST = 200; // rows; what is older stands on its own page
let stream;
function listen() {
  stream?.close();
  stream = undefined;
  const part = document.querySelector('[data-log]');
  // A browser opens only a few connections to a site: the pages that nobody sees wait.
  if (!part || document.hidden) return;
  const url = new URL(part.dataset.log, location.href);
  url.searchParams.set('after', part.dataset.after);
  stream = new EventSource(url);
  const again = () => refresh(document.querySelector(`form[data-live="${part.closest('[id]').id}"]`));
  stream.addEventListener('anew', again);
  stream.addEventListener('events', (event) => {
    part.dataset.after = event.lastEventId;
    const rows = [...parse(event.data).querySelectorAll('tbody tr')];
    const body = part.querySelector('tbody');
    if (!body) return again();
    for (const row of rows) row.classList.add('fresh');
    body.prepend(...rows);
    [...body.rows].slice(LONGEST).forEach((row) => row.remove());
    say(rows[0]?.querySelector('p').textContent);
  });
  stream.addEventListener('error', () => { if (stream?.readyState === EventSource.CLOSED) setTimeout(listen, 30000); });
}
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => stream?.close());
addEventListener('pageshow', (event) => { if (event.persisted) listen(); });

// --- Keys --------------------------------------------------------------------------------------------------------------

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || topmost()) return;
  if (event.target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')) return;
  const search = event.key === '/' && document.querySelector('main input[type=search]');
  if (search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === '?') byId('shortcuts')?.showModal();
});

// --- Small things --------------------------------------------------------------------------------------------------

on('click', '[data-reveal]', (button) => {
  const field = byId(button.dataset.reveal);
  const shown = field.type === 'password';
  field.type = shown ? 'text' : 'password';
  button.setAttribute('aria-pressed', shown);
});

for (const field of document.querySelectorAll('[data-time-zone]')) field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';

on('input', '[data-filter]', (field) => {
  const tree = byId(field.dataset.filter);
  const words = field.value.trim().toLocaleLowerCase();
  const keep = (item) => {
    const own = item.querySelector(':scope > .tree-row .tree-name').textContent.toLocaleLowerCase().includes(words);
    const below = [...item.querySelectorAll(':scope > details > ul > li')].map((child) => keep(child));
    const shown = own || below.includes(true);
    // What lies under a match is shown whole: one looks for a project to open it.
    if (own) item.querySelectorAll('li').forEach((child) => { child.hidden = false; });
    const details = item.querySelector(':scope > details');
    if (details && words && below.includes(true)) details.open = true;
    item.hidden = !shown;
    return shown;
  };
  const any = [...tree.querySelectorAll('.tree-list > ul > li')].map((item) => keep(item)).includes(true);
  tree.querySelector('.tree-none').hidden = any;
});
// Where there is more than is shown, the form's own address says what matches; what was chosen comes along.
let findRequest;
const find = later(250, async (field) => {
  findRequest?.abort();
  findRequest = new AbortController();
  try {
    const body = new URLSearchParams(new FormData(field.form));
    body.set('find', '1');
    const response = await fetch(field.form.getAttribute('action'), { method: 'POST', body, signal: findRequest.signal, headers: { 'x-part': 'panel' } });
    const fresh = response.ok && !response.redirected && isHtml(response) && parse(await response.text()).querySelector('.tree-list');
    if (fresh) byId(field.dataset.find).querySelector('.tree-list').replaceWith(fresh);
  } catch { /* The button does the same. */ }
});
on('input', '[data-find]', (field) => find(field));
on('change', '.tree select', (list) => list.toggleAttribute('data-chosen', list.value !== ''));

// Messages leave by themselves, but not while somebody is at them.
function arrived() {
  // On a narrow screen the menu scrolls. Where an element is scrolled into view the next Tab begins: not with the first link any more.
  const current = document.querySelector('.main-nav [aria-current]');
  const [menu, at] = [current?.closest('nav'), current].map((it) => it?.getBoundingClientRect());
  if (at) current.closest('nav').scrollBy(at.left + at.width / 2 - menu.left - menu.width / 2, 0);
  const toast = document.querySelector('.toast[open]');
  offer(document);
  countSelected();
  listen();
  if (!toast) return;
  say(toast.querySelector('p').textContent);
  toast.addEventListener('close', () => { if (document.activeElement === document.body) document.querySelector('main').focus({ preventScroll: true }); });
  if ('stays' in toast.dataset) return;
  const leave = () => (toast.matches(':hover, :focus-within') ? setTimeout(leave, 3000) : toast.close());
  setTimeout(leave, 8000);
}
arrived();

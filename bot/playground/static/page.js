// The page's own script: what HTML and htmx can't do alone. Everything is found by class or data attribute.
(function () {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Drawing again without disturbing --------------------------------------------------------------------------
  // The server answers with whole regions. A region or a keyed child whose data-rev is unchanged stays the very
  // same element: focus, scroll, open menus and typed text in it are not touched.

  function merge(current, incoming) {
    if (current.dataset.rev && current.dataset.rev === incoming.dataset.rev) return current;
    if (!incoming.hasAttribute("data-keyed")) return replace(current, incoming);
    for (const child of [...current.children]) {
      if (!$(`:scope > [id="${CSS.escape(child.id)}"]`, incoming)) child.remove();
    }
    let place = current.firstElementChild;
    for (const child of [...incoming.children]) {
      const known = $(`:scope > [id="${CSS.escape(child.id)}"]`, current);
      let drawn;
      if (known) {
        if (known === place) place = place.nextElementSibling;
        drawn = merge(known, child);
      } else {
        drawn = child;
        current.insertBefore(drawn, place);
        htmx.process(drawn);
      }
      if (known && drawn.nextElementSibling !== place) current.insertBefore(drawn, place);
    }
    for (const { name, value } of [...incoming.attributes]) {
      if (name !== "hx-swap-oob") current.setAttribute(name, value);
    }
    return current;
  }

  function replace(current, incoming) {
    const focused = current.contains(document.activeElement) ? document.activeElement : null;
    const scrolled = $(".content", current)?.scrollTop;
    incoming.removeAttribute("hx-swap-oob");
    keepTyped(current, incoming);
    current.replaceWith(incoming);
    htmx.process(incoming);
    showModals();
    if (scrolled) $(".content", incoming).scrollTop = scrolled;
    if (focused?.id) document.getElementById(focused.id)?.focus();
    return incoming;
  }

  function keepTyped(current, incoming) {
    for (const control of $$("[name^='value:']", incoming)) {
      const same = $$(`[name="${CSS.escape(control.name)}"]`, current);
      if (control.type === "radio" || control.type === "checkbox") {
        const twin = same.find((one) => one.value === control.value);
        if (twin) control.checked = twin.checked;
      } else if (same.length && (control.tagName !== "SELECT" || $$("option", control).some((o) => o.value === same[0].value))) {
        control.value = same[0].value;
      }
    }
    for (const picked of $$(".picked", current)) {
      const field = $(".control", picked.parentElement);
      const twin = field && incoming.querySelector(`[id="${CSS.escape(field.id)}"]`);
      if (twin) twin.parentElement.querySelector(".picked").replaceChildren(...picked.children);
    }
  }

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const incoming = event.detail.fragment.firstElementChild;
    if (!incoming) return;
    event.detail.shouldSwap = false;
    const log = $(".log", event.detail.target) || event.detail.target;
    const atBottom = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const drawn = merge(event.detail.target, incoming);
    if (atBottom && drawn.classList.contains("log") && !drawn.classList.contains("home")) drawn.scrollTop = drawn.scrollHeight;
    showModals();
  });

  // Modals ----------------------------------------------------------------------------------------------------

  function showModals() {
    for (const dialog of $$("dialog[data-modal]:not(:modal)")) {
      dialog.removeAttribute("open");
      dialog.showModal();
      const first = $("[data-focus-on-load]", dialog) || $(".field .control, .field input", dialog);
      (first || $(".bottom button", dialog) || dialog).focus();
    }
  }

  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("dialog[data-modal]")) return;
    event.preventDefault(); // the app is told first; its answer takes the dialog away
    $("[name='close']", event.target).click();
  }, true);

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    event.target.closest("[data-closes]")?.closest("dialog").close();
    for (const menu of $$("details.overflow[open], details.switcher[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".menu-item")) menu.removeAttribute("open");
    }
  });

  // Not at the click: closing takes the focus away, and htmx would forget which button was pressed.
  document.addEventListener("submit", (event) => event.submitter?.closest("dialog.confirm")?.close());

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const menu = document.activeElement?.closest("details[open]");
    if (menu) {
      menu.removeAttribute("open");
      $("summary", menu).focus();
    } else if (!$("dialog:modal") && $(".thread .close")) {
      $(".thread .close").click();
    }
  });

  // Suggestions: what is picked moves above the search field ----------------------------------------------------

  document.addEventListener("change", (event) => {
    const tick = event.target.closest(".pick .tick");
    if (!tick) return;
    const pick = tick.closest(".pick");
    const picked = $(".picked", pick);
    if (tick.closest(".options")) {
      const twin = $$("input", picked).find((one) => one.value === event.target.value);
      if (pick.dataset.pick === "one") picked.replaceChildren();
      else twin?.closest(".tick").remove();
      const search = $("input[type='search']", pick);
      $(".options", pick).replaceChildren();
      picked.append(tick);
      event.target.type = "checkbox"; // so that it can be taken away again
      event.target.checked = true;
      search.value = "";
      if (pick.dataset.pick === "one") event.target.focus();
      else search.focus();
    } else if (!event.target.checked) {
      tick.remove();
      $("input[type='search']", pick).focus();
    }
    pick.dispatchEvent(new CustomEvent("picked"));
  });

  // Composer --------------------------------------------------------------------------------------------------

  const completionOf = (field) => $(".completion", field.form);

  function complete(field) {
    const list = completionOf(field);
    if (!list) return;
    const typed = field.value.toLowerCase();
    const open = typed.startsWith("/") && !/\s/.test(typed);
    let any = false;
    for (const item of list.children) {
      item.hidden = !open || !item.dataset.command.startsWith(typed);
      item.setAttribute("aria-selected", String(!any && !item.hidden));
      if (!any && !item.hidden) field.setAttribute("aria-activedescendant", item.id);
      any = any || !item.hidden;
    }
    list.hidden = !any;
    if (!any) field.removeAttribute("aria-activedescendant");
  }

  function move(field, step) {
    const shown = $$("li:not([hidden])", completionOf(field));
    const at = shown.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = shown[(at + step + shown.length) % shown.length];
    shown.forEach((item) => item.setAttribute("aria-selected", String(item === next)));
    field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  function take(field, item) {
    field.value = item.dataset.command + " ";
    field.focus();
    complete(field);
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches(".composer textarea")) complete(event.target);
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.(".composer textarea") || event.isComposing) return;
    const list = completionOf(field);
    if (list && !list.hidden) {
      const chosen = $("li[aria-selected='true']", list);
      const whole = chosen?.dataset.command === field.value.toLowerCase();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        return move(field, event.key === "ArrowDown" ? 1 : -1);
      }
      if (event.key === "Tab" || (event.key === "Enter" && !whole)) {
        event.preventDefault();
        return take(field, chosen);
      }
      if (event.key === "Escape") {
        event.preventDefault();
        list.hidden = true;
        return field.removeAttribute("aria-activedescendant");
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (field.value.trim()) field.form.requestSubmit();
    }
  });

  document.addEventListener("click", (event) => {
    const item = event.target.closest(".completion li");
    if (item) take($("textarea", item.closest("form")), item);
  });

  // Telling what became of a request --------------------------------------------------------------------------

  const toast = () => $(".toast");

  function say(text) {
    toast().textContent = text;
    toast().hidden = false;
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!event.detail.successful) return;
    if (toast().dataset.lost || form.id !== "live") toast().hidden = true;
    delete toast().dataset.lost;
    $(".modal .field.refused :is(.control, input)")?.focus();
    if (form.matches(".composer") && !event.detail.xhr.getResponseHeader("X-Keep-Typed")) {
      form.reset();
      complete($("textarea", form));
      for (const log of $$(".log")) if (log.parentElement.contains(form)) log.scrollTop = log.scrollHeight;
    }
  });
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText.slice(0, 300)));
  document.addEventListener("htmx:sendError", () => {
    toast().dataset.lost = "yes";
    say(toast().dataset.unreachable);
  });

  // Start -----------------------------------------------------------------------------------------------------

  for (const log of $$(".log:not(.home)")) log.scrollTop = log.scrollHeight;
  showModals();
})();

// A form marked data-goes-on has nothing to fill in: with scripts it sends itself, once the page is there.
document.querySelector("[data-goes-on]")?.submit();

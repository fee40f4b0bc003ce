// What `--import` costs by itself.

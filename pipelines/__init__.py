"""What the pages and the command line both do: each file is one way from what is handed in to what is given back."""

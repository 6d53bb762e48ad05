"""What people hand on, and who they are: links, saved views, what is new for them, digests, feeds, signatures."""

"""The ground: what every site needs. Knows Django and Celery only."""

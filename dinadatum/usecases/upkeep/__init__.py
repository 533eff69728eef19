"""What whoever runs the service needs: copies, keys, alarms, and forgetting in time."""
